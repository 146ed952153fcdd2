"""Ends in a test what ends with the process in the program: its runs and windows, which would slow every later test."""

import gc
from itertools import count

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from negdesk.desktop.launch import Session

_EVERY = 20
"""After so many tests everything is looked at, and not only what came since; that takes a tenth of a second."""

_tests = count(1)


def let_go_of_windows() -> None:
    """Take down each run of the program and each window, and collect what only they held.

    A run holds a clock, a lock that listens to every window, and the windows it closed; the collector it begins turns
    the automatic collection off, and works by an event loop that a test seldom turns.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    for run in application.findChildren(Session):
        run.deleteLater()
    for window in application.topLevelWidgets():
        window.deleteLater()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    whole = next(_tests) % _EVERY == 0
    if whole:
        gc.unfreeze()
    gc.collect(2 if whole else 0)
