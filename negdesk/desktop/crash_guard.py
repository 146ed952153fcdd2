"""What happens when the program itself makes a mistake: what was typed stays, it is said what is safe, and it goes on.

Whatever nobody caught comes here: from the window's thread, from other threads, from where Python can only tell of an
error, and Qt's own warnings. The default would print values of the library where others may read them (a desktop keeps
what programs print), so only code places are kept and printed.
"""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import end_file

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow

_QT_KINDS = {"QtWarningMsg": "warning", "QtCriticalMsg": "critical", "QtFatalMsg": "fatal"}


class CrashGuard(QObject):
    """`window` gives the window that is open, for the dialog to stand on. `remove` puts back what was there before."""

    _other_thread = Signal(str, str)

    def __init__(self, parent: QObject, log: Path, window: Callable[[], "MainWindow | None"]) -> None:
        super().__init__(parent)
        self._log, self._window = log, window
        self._said: set[str] = set()
        self._dialog: QWidget | None = None
        self._ending: int | None = None
        self._other_thread.connect(self._say)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self.on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(self._on_qt_message)

    def watch_ends(self) -> None:
        """Have the system's own end of the program leave word where it was, and tell of one that was before.

        That is what Python's fault handler writes when a library of another language brings the program down.
        """
        import faulthandler

        from negdesk.crash_report import report_of_ends

        report = report_of_ends(self._log.parent)
        window = self._window()
        if report and window is not None:
            window.shell.say_with(
                t("NegDesk ended by itself last time. All that was saved is here."),
                t("Report"),
                lambda: self._show(window, window, report),
            )
        if self._ending is None:
            with suppress(OSError):
                self._log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                handle = os.open(end_file(self._log.parent), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                self._ending = handle
                faulthandler.enable(handle, all_threads=False)

    def end_well(self) -> None:
        """The program ends as it should: nothing is to be told of it."""
        import faulthandler

        if self._ending is not None:
            faulthandler.disable()
            os.close(self._ending)
            self._ending = None
            end_file(self._log.parent).unlink(missing_ok=True)

    def remove(self) -> None:
        """Have errors go where they went before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)

    def on_error(self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error that nobody caught, in the window's thread or in one of Qt's own, such as a paper is made in."""
        thread = threading.current_thread()
        if thread is not threading.main_thread():  # where no dialog may be made
            self._keep_of_thread(error.with_traceback(trace), thread.name)
            return
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        window = self._window()
        if isinstance(error, Refusal) and error.offers == "restore" and window is not None:
            # No mistake of the program: a page of the file is not what was written.
            window.refuse(error)
            return
        place, report = self._keep(error.with_traceback(trace))
        self._say(place, report)

    def _on_thread_error(self, told: Any) -> None:
        if told.exc_value is not None:
            self._keep_of_thread(told.exc_value, told.thread.name if told.thread is not None else "?")

    def _keep_of_thread(self, error: BaseException, thread: str) -> None:
        place, report = self._keep(error, thread)
        with suppress(RuntimeError):  # the program is ending
            self._other_thread.emit(place, report)

    def _on_unraisable(self, told: Any) -> None:
        if told.exc_value is not None:
            self._keep(told.exc_value)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        said = _QT_KINDS.get(kind.name)
        if said is not None:
            from negdesk.crash_report import qt_message

            self._write(qt_message(said, context.category or "", message))

    def _keep(self, error: BaseException, thread: str = "") -> tuple[str, str]:
        """Put the report into the log; returns where the error was raised, and the report."""
        from negdesk.crash_report import places, report_of

        report = report_of(error, thread)
        self._write(report)
        place = (places(error.__traceback__) or [""])[-1]
        # Python keeps the last error with all its frames, and so the values in them, for whoever looks later.
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            sys.__dict__.pop(name, None)
        return place, report

    def _write(self, text: str) -> None:
        from negdesk.crash_report import append_to_log

        append_to_log(self._log, text)
        if sys.stderr is not None:
            with suppress(OSError, ValueError):
                print(text, file=sys.stderr)

    def _say(self, place: str, report: str) -> None:
        """Show it, once for each place: what goes wrong at every paint must not ask at every paint."""
        window = self._window()
        parent = window or QApplication.activeWindow()
        if place in self._said or self._dialog is not None or parent is None:
            return
        self._said.add(place)
        self._show(parent, window, report)

    def _show(self, parent: QWidget, window: "MainWindow | None", report: str) -> None:
        from negdesk.desktop.crash_dialog import CrashDialog

        dialog = CrashDialog(parent, window, report)
        dialog.finished.connect(self._gone)
        self._dialog = dialog
        dialog.open()

    def _gone(self) -> None:
        self._dialog = None
