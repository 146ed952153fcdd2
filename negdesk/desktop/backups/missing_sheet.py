"""Says that something which was saved is missing, and offers the backups, which may hold it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.domain.backup import words_of_missing
from negdesk.domain.wording import t


class MissingSheet(SheetDialog):
    """What happened and what can be done. Once it is answered it is not said again; after Escape it is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, t("Something that was saved is missing"), width=560)
        self._window = window
        self._desk = window.shell.desk
        self.column.addWidget(Body(words_of_missing(window.library.name, self._desk.missing), wrap=True))
        self.column.addWidget(
            Small(
                t(
                    "What is here now is whole. Look at what you wrote last, and at the backups before you go on: "
                    "bringing one back keeps what is here as a backup, too."
                ),
                wrap=True,
            )
        )
        self.column.addSpacing(6)
        self.show_backups, go_on = Button(t("Show the backups"), "primary"), Button(t("Go on with what is here"))
        self.show_backups.clicked.connect(self._show_backups)
        go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (go_on, self.show_backups):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)
        self.accepted.connect(self._desk.accept_missing)
        self.show_backups.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_backups(self) -> None:
        self.accept()
        self._window.actions_table.run("backups")


def tell_of_missing(window: MainWindow) -> bool:
    """Say it, where there is something to say; returns whether there was."""
    if window.shell.desk.closed or not window.shell.desk.missing:
        return False
    MissingSheet(window).open()
    return True
