"""What stands in the window's place while its library is written anew."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar

from negdesk.desktop.controls.labels import Muted, Title
from negdesk.desktop.front_window import FrontWindow
from negdesk.domain.wording import t


class WaitingWindow(FrontWindow):
    """Cannot be closed by hand: the work behind it ends by itself."""

    def __init__(self) -> None:
        super().__init__(560, 240)
        self._ended = False
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(t("Writing the library anew"))
        column = self.column
        column.setSpacing(12)
        column.addWidget(Title(t("Writing the library anew …")))
        column.addWidget(
            Muted(
                t("It is compared with the old one before it takes its place. Whatever happens, one of the two stays."),
                wrap=True,
            )
        )
        column.addWidget(bar)
        column.addStretch(1)

    def end(self) -> None:
        """The work is done."""
        self._ended = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._ended:
            event.ignore()
            return
        super().closeEvent(event)
