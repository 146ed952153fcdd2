"""A library made, or locked anew, with its window following: the session of the program does the opening."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from negdesk.desktop.apart import apart
from negdesk.desktop.encryption.new_library import NewLibraryWindow
from negdesk.desktop.encryption.recovery_sheet import RecoverySheet
from negdesk.desktop.encryption.waiting import WaitingWindow
from negdesk.desktop.shell import Place
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow
    from negdesk.encrypting import Encryption


class KeySession(Protocol):
    """What is asked of the run of the program."""

    @property
    def window(self) -> "MainWindow | None": ...
    def encryption(self, library: Path) -> "Encryption": ...
    def open(self, library: Path, *, typed: str) -> "MainWindow": ...
    def reopen(self, library: Path, place: Place, typed: str) -> object: ...
    def close_window(self) -> bool: ...


def begin_library(session: KeySession, library: Path, welcome: QWidget | None = None) -> NewLibraryWindow:
    """Ask how the new library opens, make it, open it and show its recovery code.

    `welcome` is what one goes back to; without it the window that is open stays behind, until the new one is there.

    The window that asks is returned, for the caller to hold.
    """
    encryption = session.encryption(library)

    def make(chosen: Chosen) -> None:
        code = encryption.make(chosen)
        session.open(library, typed=chosen.passphrase)
        if welcome is not None:
            welcome.close()
        _show_code(session, encryption, code)

    def back() -> None:
        if welcome is not None:
            welcome.show()
        window.close()

    window = NewLibraryWindow(library, encryption.state().store_works, make)
    window.back.connect(back)
    window.show()
    if welcome is not None:
        welcome.hide()
    return window


def relock(session: KeySession, typed: str, chosen: Chosen) -> None:
    """Have the library that is open opened by what was `chosen` from now on, and show its new recovery code.

    It is backed up before, closed meanwhile, and opened again at the same place whatever came of it; a refusal is said
    there.
    """
    window = session.window
    if window is None:
        return
    try:
        window.shell.back_up_before(Reason.KEY)
    except Refusal as refusal:
        window.shell.say(refusal.sentence)
        return
    encryption, place = session.encryption(window.library), window.shown_place
    waiting = WaitingWindow()
    waiting.show()
    try:
        if not session.close_window():
            return
        code, refused = "", ""
        try:
            code = apart(lambda: encryption.lock_anew(typed, chosen))
        except Refusal as refusal:
            refused = refusal.sentence
        opened_by = typed if refused else chosen.passphrase
        session.reopen(encryption.library, place, opened_by)
        if refused and session.window is not None:
            session.window.shell.say(refused)
    finally:
        waiting.end()
    _show_code(session, encryption, code)


def _show_code(session: KeySession, encryption: "Encryption", code: str) -> None:
    window = session.window
    if code and window is not None:
        RecoverySheet(window.shell, window, encryption.library, code, encryption.state()).open()
