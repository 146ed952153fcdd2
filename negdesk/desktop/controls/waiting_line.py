"""A line in which what is typed waits for Enter."""

from PySide6.QtWidgets import QLineEdit

from negdesk.desktop.controls.typed import keep_typed, typed_at


class WaitingLine(QLineEdit):
    """What is typed is kept by the page when that is left, and stands here again until it is entered or taken away."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._kept = ""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)

    def flush(self) -> None:
        """Keep what is typed and not entered yet; nothing typed keeps nothing any more."""
        if self.text() != self._kept:
            self._kept = self.text()
            keep_typed(self, "waits", self._kept)

    def take_up_typed(self) -> None:
        """Have what was kept stand here again."""
        kept = typed_at(self, "waits")
        if kept and not self.text():
            self._kept = kept
            self.setText(kept)
