"""The library's file is not where it was: that is said at once, and all of it can be saved elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Place
from negdesk.desktop.typed_path import answers, typed_path
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import SUFFIX

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow

LOOK_MS = 2000


class AdriftSession(Protocol):
    """What is asked of the run of the program."""

    @property
    def window(self) -> "MainWindow | None": ...
    def reopen(self, library: Path, place: Place, typed: str) -> object: ...


def go_on_in_copy(session: AdriftSession, copy: Path) -> None:
    """Save all of the library that is open to a new file, and go on in that where one was. Raises `Refusal`."""
    window = session.window
    if window is None:
        return
    desk, place = window.shell.desk, window.shown_place
    desk.go_on_in_copy(copy)
    session.reopen(copy, place, desk.access.code())
    if session.window is not None:
        session.window.shell.say(t("You go on in the copy: {path}", path=copy))


def saved_elsewhere(session: AdriftSession) -> bool:
    """Save all of the library that is open, by itself; whether that could be done. What is in its way is said."""
    window = session.window
    if window is None:
        return False
    try:
        go_on_in_copy(session, window.shell.desk.place_for_copy())
    except Refusal as refusal:
        window.shell.say(refusal.sentence)
        return False
    return True


class AdriftWatch(QObject):
    """Looks every few seconds whether the library of a window is where it was, so that it is known before one types.

    The sheet comes once each time it goes; after that the sidebar says it, and the menu has the sheet.
    """

    def __init__(self, window: "MainWindow", session: AdriftSession) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._sheet: AdriftSheet | None = None
        self._told = False
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        window.closed.connect(timer.stop)
        window.shell.trouble_changed.connect(lambda trouble: self.look() if trouble else None)

    def look(self) -> None:
        """See whether it is there; say it where it went, and have what was typed saved where it came back."""
        shell = self._window.shell
        before = shell.desk.trouble
        shell.desk.look_where_it_lies()
        if shell.desk.trouble != before:
            shell.trouble_changed.emit(shell.desk.trouble)
        if not shell.desk.adrift:
            self._come_back()
        elif not self._told:
            self._told = True
            shell.tell_adrift = self.tell
            QTimer.singleShot(0, self, self.tell)  # not within the change that was refused just now

    def tell(self) -> None:
        """Open the sheet, where it is not open and there is something to say."""
        if self._sheet is None and self._window.shell.desk.adrift:
            self._sheet = AdriftSheet(self._window, self._session, self.look)
            self._sheet.finished.connect(self._forget)
            self._sheet.open()

    def _come_back(self) -> None:
        if self._told:
            self._told, self._window.shell.tell_adrift = False, None
            if self._sheet is not None:
                self._sheet.accept()
            self._window.flush()

    def _forget(self) -> None:
        self._sheet = None


class AdriftSheet(SheetDialog):
    """Saves a copy and goes on in it, or looks again; Escape leaves it at that, and nothing more is saved."""

    def __init__(self, window: "MainWindow", session: AdriftSession, look: Callable[[], object]) -> None:
        super().__init__(window, t("The library is not where it was"), width=600)
        self._session, self._look = session, look
        self.column.addWidget(Body(window.shell.desk.trouble, wrap=True))
        about = t(
            "All that was saved can still be read as long as this window is open, and after that perhaps never again. "
            "Save a copy: it opens as the library did, and what you type now goes on in it."
        )
        self.column.addWidget(Small(about, wrap=True))
        self.path = self.add_path(t("Where to save the copy"), t("Choose where to save the copy"), self._choose)
        self.path.setText(str(window.shell.desk.place_for_copy()))
        self.path.returnPressed.connect(self.save)
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        self.column.addWidget(self._said)
        later, again = Button(t("Later")), Button(t("Look again"))
        self.main = Button(t("Save a copy and go on in it"), "primary")
        later.clicked.connect(self.reject)
        again.clicked.connect(self._look_again)
        self.main.clicked.connect(self.save)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (later, again, self.main):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)
        self.main.setFocus()

    def save(self) -> None:
        """Save the copy and go on in it; where that is refused say why, and stay."""
        copy = typed_path(self.path.text())
        try:
            if not copy.is_absolute() or answers(copy.is_dir):
                raise Refusal(t("Write the whole path of a new file, or choose one."))
            go_on_in_copy(self._session, copy)
        except Refusal as refusal:
            self._say(refusal.sentence)

    def _look_again(self) -> None:
        self._say("")
        self._look()
        if self.isVisible():
            self._say(t("It is still not there."))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, t("Save a copy"), self.path.text(), t("NegDesk libraries ({pattern})", pattern=f"*{SUFFIX}")
        )
        if chosen:
            self.path.setText(chosen if chosen.endswith(SUFFIX) else f"{chosen}{SUFFIX}")

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        mark_refused(self.path, sentence)
