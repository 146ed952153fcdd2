"""What can be done with the paper that is looked at: find a text in it, save, copy or print it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QToolButton, QWidget

from negdesk.desktop.agreement.paper_pages import Hit, PagePress
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn

if TYPE_CHECKING:
    from negdesk.documents.export import Paper


NARROW = 480
"""Pixels of width from which on there is room for all the words."""


class PaperTools(QWidget):
    """A line to find in; Enter goes to the next hit, Shift+Enter to the one before. Beside it: save, copy, print.

    It can be saved from here only where `save` says how.
    """

    def __init__(
        self,
        shell: Shell,
        press: PagePress,
        show: Callable[[tuple[Hit, ...], int, bool], object],
        save: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._shell, self._press, self._show = shell, press, show
        self._paper: Paper | None = None
        self._pages = 0
        self._hits: tuple[Hit, ...] = ()
        self._at = 0
        self._found_before = ""
        self.line = reads(_FindLine(self._step))
        self.line.textChanged.connect(lambda _text: self._look())
        self._count = Small()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self._count)
        row.addStretch()  # what the line leaves, which is nothing where there is little room
        self.buttons = {
            name: self._button(tip, do)
            for name, tip, do in (
                ("save", t("Save this paper as PDF"), save),
                ("copy", t("Copy this paper as a file, to paste into a folder or a mail"), self.copy_out),
                ("print", t("Print this paper"), self.print_out),
            )
            if do is not None
        }
        self._word(narrow=False)
        for button in self.buttons.values():
            row.addWidget(button)
        press.found.connect(self._found)
        press.printed.connect(self._printed)

    def show_paper(self, paper: "Paper | None", pages: int = 0) -> None:
        """What is looked at from now on, of so many pages; nothing where there is none."""
        changed = paper is not self._paper
        self._paper, self._pages = paper, pages
        for button in self.buttons.values():
            button.setEnabled(paper is not None)
        if changed:
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word(event.size().width() < NARROW)
        self._tell(go=False)

    def _word(self, narrow: bool) -> None:
        """Say all in the words there is room for."""
        self.line.setPlaceholderText(t("Find") if narrow else t("Find in this paper"))
        words = {"save": t("Save as…"), "copy": t("Copy"), "print": t("Print…")}
        if narrow:
            words |= {"save": t("Save"), "print": t("Print")}
        for name, button in self.buttons.items():
            button.setText(words[name])

    def _button(self, tip: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: do())
        return button

    def _look(self) -> None:
        text = self.line.text().strip()
        if self._paper is None or not text:
            self._found(text, ())
            return
        self._press.find_soon(self._paper, text)

    def _found(self, text: str, hits: tuple[Hit, ...]) -> None:
        if text != self.line.text().strip() or (hits and self._paper is None):  # under the shield nothing is found
            return
        # Found again in the paper after an edit, one stays at the hit one was at, and where one looks.
        again = bool(text) and text == self._found_before
        self._found_before = text
        self._hits, self._at = hits, min(self._at, max(len(hits) - 1, 0)) if again else 0
        self._tell(go=not again)

    def _step(self, by: int) -> None:
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._tell(go=True)

    def _tell(self, go: bool) -> None:
        looked_for = self._paper is not None and bool(self.line.text().strip())
        if not looked_for:
            self._count.setText("")
        elif not self._hits:
            self._count.setText(t("none") if self.width() < NARROW else t("not in this paper"))
        else:
            self._count.setText(t("{n} of {all}", n=self._at + 1, all=len(self._hits)))
        self.line.setAccessibleDescription(
            tn("{n} hit in this paper", "{n} hits in this paper", len(self._hits)) if looked_for else ""
        )
        self._show(self._hits, self._at, go)

    def begin_finding(self) -> None:
        """Put the cursor into the line to find in, with what is in it chosen."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def copy_out(self) -> None:
        """Copy the paper as a file; nothing where there is none."""
        paper = self._paper
        if paper is None:
            return
        try:
            path = self._shell.copies.copy(paper.file_name, paper.data)
        except Refusal as refusal:
            self._shell.say(refusal.sentence)
            return
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path))])
        held.setData("application/pdf", paper.data)
        QApplication.clipboard().setMimeData(held)
        self._shell.say(
            t("Copied “{name}”. Paste it before NegDesk is closed; its copy goes then.", name=paper.file_name)
        )

    def print_out(self) -> None:
        """Print the paper by the system's own dialog; nothing where there is none."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        paper = self._paper
        if paper is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setDocName("NegDesk")
        dialog = QPrintDialog(printer, self.window())
        dialog.setMinMax(1, self._pages)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._press.print_out_soon(paper, printer))
        dialog.setModal(True)
        dialog.show()  # not `exec`: the library may be locked meanwhile, which closes it

    def _printed(self, done: bool) -> None:
        self._shell.say(
            t("Sent to the printer.")
            if done
            else t("The printer did not take it. Save the paper and print it from there.")
        )


class _FindLine(QLineEdit):
    """Enter and Shift+Enter go from hit to hit, Escape empties the line."""

    def __init__(self, step: Callable[[int], object]) -> None:
        super().__init__()
        self._go = step
        self.setPlaceholderText(t("Find in this paper"))
        self.setAccessibleName(t("Find in this paper"))
        self.setMaximumWidth(220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
