"""Says what stands against a library that was opened, and once why it does not lie well where it lies."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.domain.wording import t
from negdesk.library_place import RiskyPlace, risky_place

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow

TOLD = "told_of_places"
"""The libraries whose place was told of, kept with what belongs to this computer."""


def warn_once(window: QWidget, library: Path, settings: QSettings) -> "PlaceWarning | None":
    """Warn of the library's place, where there is something to warn of and it was not told before."""
    place = risky_place(library)
    told = _told(settings)
    if place is None or str(library) in told:
        return None
    settings.setValue(TOLD, [*told, str(library)])
    warning = PlaceWarning(window, library, place)
    warning.open()
    return warning


def speak_of_troubles(window: "MainWindow", settings: QSettings) -> None:
    """Say what stands against a library that was opened: that it may only be read, lacks something, or lies badly."""
    from negdesk.desktop.backups.missing_sheet import tell_of_missing

    if window.shell.desk.read_only:
        window.shell.say(only_read(window.library))
    if not tell_of_missing(window):  # one sheet at a time
        warn_once(window, window.library, settings)


def only_read(library: Path) -> str:
    """What is said of a library that may only be read where it lies."""
    return t(
        "{name} may only be read here; nothing in it can be changed. Copy it to a folder you may write to.",
        name=library.name,
    )


class PlaceWarning(SheetDialog):
    """The reason and what to do; the library is open all the same."""

    def __init__(self, parent: QWidget, library: Path, place: RiskyPlace) -> None:
        super().__init__(parent, t("This is not a safe place for a library"), width=560)
        self.column.addWidget(Body(place.sentence, wrap=True))
        self.column.addWidget(
            Small(
                t(
                    "To move it: close NegDesk, move {name} and, where there is one, {name}.key together, then open "
                    "the library at its new place. This is said once.",
                    name=library.name,
                ),
                wrap=True,
            )
        )
        self.column.addSpacing(6)
        show, close = Button(t("Show the folder")), Button(t("I understand"), "primary")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(library.parent))))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(show)
        row.addWidget(close)
        self.column.addLayout(row)
        close.setFocus(Qt.FocusReason.OtherFocusReason)


def _told(settings: QSettings) -> list[str]:
    held = settings.value(TOLD, [])
    return [str(each) for each in held] if isinstance(held, list) else [str(held)] if held else []
