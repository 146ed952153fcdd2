"""What was typed and could not be saved, and what is asked before a window closes over it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.privacy import MASK
from negdesk.domain.wording import t


def unsaved_texts(within: QWidget) -> list[str]:
    """Each text within a widget that was typed and is not in the library."""
    texts = [field.text() for field in within.findChildren(Field) if field.pending]
    texts += [line.text() for line in within.findChildren(AddLine) if line.pending]
    for child in within.findChildren(QWidget):
        unkept = getattr(child, "unkept_text", None)
        if callable(unkept):
            texts.append(unkept())
    return [text for text in texts if text.strip()]


class Leaving:
    """Whether a page or the window may be left although something was typed that cannot be saved just now."""

    def __init__(self, shell: Shell, window: QWidget) -> None:
        self._shell, self._window = shell, window
        self._agreed = False

    def page(self, page: QWidget, then: Callable[[], object]) -> bool:
        """Whether a page may be left. If not it is said why, with a button that gives the text up and does `then`."""
        if not unsaved_texts(page):
            return True

        def leave() -> None:
            for field in page.findChildren(Field):
                field.forget()
            for line in page.findChildren(AddLine):
                line.forget()
            self._shell.desk.trouble = ""
            then()

        self._shell.say_with(self._shell.desk.trouble, t("Give it up"), leave)
        return False

    def window(self) -> bool:
        """Whether the window may close; the person is asked, and once only where they agree."""
        texts = unsaved_texts(self._window)
        if texts and not self._agreed:
            sheet = UnsavedSheet(self._window, self._shell, texts)
            self._agreed = sheet.exec() == QDialog.DialogCode.Accepted
        return not texts or self._agreed


class UnsavedText(QPlainTextEdit):
    """Shows what was typed, to be copied; masked while the shield is on, also where it comes on later."""

    def __init__(self, texts: list[str], shell: Shell | None) -> None:
        super().__init__()
        self._all = "\n\n".join(texts)
        self.setReadOnly(True)
        self.setAccessibleName(t("What you typed"))
        self._show_masked(shell is not None and shell.shielded)
        if shell is not None:
            shell.shield_changed.connect(self._show_masked)

    def copy_all(self) -> None:
        """Put all of it into the clipboard, for a minute."""
        from negdesk.desktop.private_clipboard import copy_private

        copy_private(self._all)

    def _show_masked(self, masked: bool) -> None:
        self.setPlainText(MASK if masked and self._all else self._all)


class UnsavedSheet(SheetDialog):
    """Shows what would be gone, to be copied; Escape stays."""

    def __init__(self, parent: QWidget, shell: Shell, texts: list[str]) -> None:
        super().__init__(parent, t("Not saved yet"), width=560)
        self.column.addWidget(Body(shell.desk.trouble, wrap=True))
        self.text = UnsavedText(texts, shell)
        self.text.setMinimumHeight(120)
        self.column.addWidget(self.text)
        self.column.addWidget(Small(t("Stay keeps it on screen; it is saved as soon as that can be done."), wrap=True))
        stay, copy, leave = Button(t("Stay"), "primary"), Button(t("Copy")), Button(t("Close without it"))
        stay.clicked.connect(self.reject)
        copy.clicked.connect(self.copy)
        leave.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(stay)
        self.column.addLayout(row)
        stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the text into the clipboard, for somewhere else."""
        self.text.copy_all()
