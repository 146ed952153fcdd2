"""What happens beside the window: garbage is collected in its thread only, and what waited for the paint is loaded."""

import gc
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from negdesk.desk import Desk
from negdesk.desktop.application import show_icon
from negdesk.desktop.heard import say_what_is_what
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.theme import look_at_the_system_again
from negdesk.start_cache import keep_what_was_compiled


class Collector(QObject):
    """Collects garbage in the window's thread only.

    Python collects in whichever thread happens to make the next object. One that makes a paper or loads modules must
    not take Qt objects along: Qt aborts where a widget is deleted outside the window's thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=2000)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        self._turns = 0

    def begin_anew(self) -> None:
        """Look at everything again, as when another window comes and the one before it is garbage."""
        gc.unfreeze()
        self._turns = 0

    def _collect(self) -> None:
        # The young every time, all of it once a minute. By the fifth turn the modules are loaded: looking at all of
        # that would hold a key up by 70 ms each minute, so from then on only what came later is looked at.
        self._turns += 1
        if self._turns == 5:
            gc.freeze()
        gc.collect(2 if self._turns % 30 == 0 else 0)


def after_first_paint(window: MainWindow, desk: Desk) -> None:
    """Load what the first paint did not need: the other screens, then SQLModel in the background."""
    keep_what_was_compiled()
    if os.environ.get("NEGDESK_EXIT_AT_FIRST_PAINT"):
        print("first paint", flush=True)
        window.closed.emit()  # lets go of the lock: the next start is to be one after a good end, not after a crash
        os._exit(0)
    show_icon()
    say_what_is_what()
    look_at_the_system_again()
    screens = window.screens_to_load()

    def load_next() -> None:
        # One module a turn of the event loop, so that a key pressed meanwhile is answered between them.
        if screens:
            screens.pop(0)()
            QTimer.singleShot(0, window, load_next)
        else:
            window.shell.copies.remove_left()
            _load_commands(window, desk.warm_up)

    QTimer.singleShot(0, window, load_next)


def _load_commands(window: MainWindow, then: Callable[[], None]) -> None:
    from negdesk.wiping import keep_one_heap, wipe_as_it_is_freed

    keep_one_heap()  # before the first thread of ours
    if window.shell.desk.encrypted:  # what is loaded from here on lives on, and would take over what was freed as it is
        wipe_as_it_is_freed(True)
        window.closed.connect(partial(wipe_as_it_is_freed, False))
    from negdesk.desktop.apart import beside

    # Only once PySide6 has loaded all it will: SQLModel imported in a thread meanwhile fails now and then.
    beside(window, _load_sqlmodel, then)


def _load_sqlmodel(ready: Callable[[], None]) -> None:
    from negdesk import commands

    commands.load()
    ready()
    import_module("negdesk.documents.export")  # so that the first page beside the agreement is there at once
    import_module("pypdfium2")
