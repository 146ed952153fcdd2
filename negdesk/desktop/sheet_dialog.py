"""A calm sheet over the window: title, what it is about, and Escape to leave it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button, ButtonKind
from negdesk.desktop.window_actions import lend_shield
from negdesk.domain.wording import t


class SheetDialog(QDialog):
    """A dialog that does not stop the program, closes with Escape, and goes when it is closed.

    All of it stands in one column; with `beside` there may be something at its right.
    """

    def __init__(self, parent: QWidget, title: str, width: int = 520, beside: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        whole: QBoxLayout = QHBoxLayout(self) if beside else QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(18)
        self.column = QVBoxLayout()
        whole.addLayout(self.column, 3)
        self.column.setSpacing(10)
        head = QLabel(title)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setProperty("kind", "page")
        self.column.addWidget(head)
        lend_shield(self, parent)

    def setVisible(self, visible: bool) -> None:
        """Come as high as its words are at its width.

        Qt would take their height at a narrower one, and at most two thirds of the screen: a small one cuts fields off.
        """
        whole = self.layout()
        if visible and whole is not None and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            width = max(self.sizeHint().width(), self.minimumWidth())
            height = whole.totalHeightForWidth(width) if whole.hasHeightForWidth() else self.sizeHint().height()
            self.resize(QSize(width, height).boundedTo(self.screen().availableSize()))
        super().setVisible(visible)

    def add_beside(self, widget: QWidget) -> None:
        """Put this at the right of the column."""
        whole = self.layout()
        if isinstance(whole, QHBoxLayout):
            whole.addWidget(widget, 4)

    def add_path(self, name: str, choosing: str, choose: Callable[[], object]) -> QLineEdit:
        """A row with the line of a file's path, called `name`, and a button, called `choosing`, that asks for one."""
        path = QLineEdit()
        path.setAccessibleName(name)
        path.setAcceptDrops(False)  # Qt would write the address of a file that is dropped; the sheet may take it
        button = Button(t("Choose…"))
        button.setAccessibleName(choosing)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: choose())
        row = QHBoxLayout()
        row.addWidget(path, 1)
        row.addWidget(button)
        self.column.addLayout(row)
        return path

    def add_buttons(self, leave: str, words: str, do: Callable[[], object], key: str = "") -> Button:
        """The row at the foot: one button that leaves, and the main one in `words`, with its `key`; returns that."""
        row = QHBoxLayout()
        row.addStretch(1)
        leaving, main = Button(leave), Button(words, "primary", key)
        leaving.clicked.connect(self.reject)
        main.clicked.connect(lambda: do())
        for button in (leaving, main):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)
        return main

    def add_close(self, kind: ButtonKind = "plain") -> None:
        """The foot of a sheet in which there is nothing to confirm: one button that leaves it."""
        close = Button(t("Close"), kind)
        close.clicked.connect(self.reject)
        self.column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
