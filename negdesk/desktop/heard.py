"""What each of our own widgets is to those who hear the window: Qt knows that only of its own kinds.

A class says it by these attributes, which cost nothing while nobody listens:

- `heard_as`: the name of one of `QAccessible.Role`; without it a widget is what it is to Qt.
- `heard_states()`: what it is now, as ``{"selected": True}``, by the names of `QAccessible.State`.
- `heard_press()`: what pressing it does, where it can be pressed; a button is clicked.
"""

from collections.abc import Callable
from functools import cache
from typing import Protocol, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

__all__ = ["heard_anew", "say_what_is_what"]


class _Said(Protocol):
    heard_as: str


@cache
def say_what_is_what() -> None:
    """Have Qt ask our widgets from now on. Once it was done, more calls do nothing.

    To be called after the first paint: what Qt has for those who hear takes 2 to 10 ms to load.
    """
    from PySide6.QtGui import QAccessible

    QAccessible.installFactory(_heard)
    if QAccessible.isActive():  # somebody has been listening, and was told before what is kept is
        for widget in QApplication.allWidgets():
            if hasattr(widget, "heard_as"):
                QAccessible.deleteAccessibleInterface(
                    QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget))
                )


def heard_anew(widget: QWidget, *states: str) -> None:
    """Tell those who listen that these states of a widget are others now."""
    if not say_what_is_what.cache_info().currsize:
        return  # before the first paint, which is not to wait for it

    from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent

    if QAccessible.isActive():
        changed = QAccessible.State()
        for state in states:
            setattr(changed, state, True)
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(widget, changed))


def _heard(_kind: str, thing: QObject) -> object:
    """What stands for a widget of ours; nothing for what Qt knows by itself."""
    if isinstance(thing, QWidget) and hasattr(thing, "heard_as"):
        return _node_class()(thing)
    return None


@cache
def _node_class() -> type:
    from PySide6.QtGui import QAccessible, QAccessibleActionInterface
    from PySide6.QtWidgets import QAccessibleWidget

    press = QAccessibleActionInterface.pressAction()

    class Node(QAccessibleWidget):
        def __init__(self, widget: QWidget) -> None:
            super().__init__(widget, QAccessible.Role[cast(_Said, widget).heard_as])

        def state(self) -> QAccessible.State:
            state = super().state()
            for name, on in getattr(self.widget(), "heard_states", dict)().items():
                setattr(state, name, on)
            return state

        def actionNames(self) -> list[str]:  # noqa: N802  # Qt's own name
            return ([press] if self._press() is not None else []) + super().actionNames()

        def doAction(self, name: str) -> None:  # noqa: N802  # Qt's own name
            do = self._press()
            if name == press and do is not None:
                do()
            else:
                super().doAction(name)

        def _press(self) -> Callable[[], object] | None:
            widget = self.widget()
            if not self.state().focusable:
                return None
            return widget.click if isinstance(widget, QAbstractButton) else getattr(widget, "heard_press", None)

    return Node
