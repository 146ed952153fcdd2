"""Which version this is, and where the data lies."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

import negdesk
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.domain.wording import t


class AboutDialog(SheetDialog):
    """Version, library file, licence."""

    def __init__(self, parent: QWidget, library: Path) -> None:
        super().__init__(parent, t("NegDesk {version}", version=negdesk.__version__))
        for text, kind in (
            (t("The private desk you keep open while you negotiate."), ""),
            (t("This library is the file {path}. Nothing is ever sent anywhere.", path=library), "small"),
            (
                t("NegDesk is free software under the MIT licence; its fonts are under the SIL Open Font License."),
                "small",
            ),
        ):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            label.setWordWrap(True)
            label.setProperty("kind", kind)
            self.column.addWidget(label)
