"""Makes Qt actions of the table of actions, and sends each to whoever does it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from negdesk.desktop.actions import ACTIONS, MENUS, Action
from negdesk.desktop.screen import Handlers
from negdesk.domain.wording import t
from negdesk.start_cache import start_cache

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu


class WindowActions:
    """The actions of one window. `find` answers who does what at this moment.

    An action that nobody does just now is not shown in the menu; its shortcut does nothing.
    """

    def __init__(self, window: QWidget, find: Callable[[], Handlers]) -> None:
        from PySide6.QtGui import QAction, QKeySequence

        self._find = find
        self._actions: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(t(action.text), window)
            made.setObjectName(action.name)
            made.setStatusTip(t(action.tip) if action.tip else "")
            if action.shortcut:
                made.setShortcut(QKeySequence(action.shortcut, QKeySequence.SequenceFormat.PortableText))
                made.setShortcutContext(QtCore.Qt.ShortcutContext.WindowShortcut)
                made.setAutoRepeat(action.repeats)
            made.triggered.connect(lambda _checked=False, name=action.name: self.run(name))
            window.addAction(made)
            self._actions[action.name] = made
        self._names: dict[int, list[str]] = {}
        for name, made in self._actions.items():
            if not made.shortcut().isEmpty():
                keys_of = made.shortcut()[0]  # type: ignore[index]  # PySide6's own description leaves it out
                self._names.setdefault(keys_of.toCombined(), []).append(name)

    def run(self, name: str) -> None:
        """Do an action now, if somebody does it here."""
        handler = self._find().get(name)
        if handler is not None:
            handler()

    def available(self) -> list[Action]:
        """The actions that somebody does at this moment, in the table's order."""
        handlers = self._find()
        return [action for action in ACTIONS if action.name in handlers]

    def claims(self, event: QKeyEvent) -> bool | None:
        """Whether somebody does at this moment the action whose shortcut these keys are; nothing if they are none."""
        names = self._names.get(event.keyCombination().toCombined())
        return not self._find().keys().isdisjoint(names) if names else None

    def menu(self, parent: QWidget) -> "QMenu":
        """A menu of what can be done at this moment; the caller shows it."""
        from PySide6.QtWidgets import QMenu

        handlers = self._find()
        whole = QMenu(parent)
        for title in MENUS:
            part = whole.addMenu(t(title))
            for action in ACTIONS:
                if action.menu == title and action.name in handlers:
                    part.addAction(self._actions[action.name])
            part.menuAction().setVisible(not part.isEmpty())
        return whole


def lend_shield(dialog: QWidget, window: QWidget) -> None:
    """Have the keys of the shield and of the peek work in a dialog as they do in the window behind it."""
    from PySide6.QtGui import QAction

    # A window makes its actions once it has painted; a sheet such as that of the recovery code may come sooner.
    _ = getattr(window.window(), "actions_table", None)
    for name in ("shield", "peek"):
        action = window.window().findChild(QAction, name, QtCore.Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(action, QAction):
            dialog.addAction(action)


def keys(action: Action) -> str:
    """The keys of an action as this platform writes them; empty where it has none."""
    written_by = f"{sys.platform} {QLocale().name()} {QtCore.qVersion()}"
    return start_cache.made("keys", f"{written_by} {action.shortcut}".encode(), lambda: _native(action.shortcut))


def _native(shortcut: str) -> str:
    from PySide6.QtGui import QKeySequence

    sequence = QKeySequence(shortcut, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


def tip(action: Action) -> str:
    """What a tool-tip says of an action: its purpose, or its words, and its keys."""
    words = t(action.tip) if action.tip else t(action.text)
    return f"{words} ({keys(action)})" if action.shortcut else words
