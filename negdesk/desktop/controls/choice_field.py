"""One of a few words, chosen in place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from negdesk.desktop.controls.field import Field
from negdesk.domain.privacy import MASK


class ChoiceEditor(QComboBox):
    """A flat combo box that is as wide as its word, and leaves the wheel to the page."""

    left = Signal()

    def __init__(self, framed: bool) -> None:
        super().__init__()
        self._framed = framed
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentTextChanged.connect(lambda _text: self.updateGeometry())

    def sizeHint(self) -> QSize:
        if self._framed:
            return QSize(super().sizeHint().width(), 34)
        shown = self.currentText() or self.placeholderText()
        return QSize(QFontMetrics(self.font()).horizontalAdvance(shown) + 28, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceField(Field):
    """One of `choices` (key, word). `on_settle` gets the key, at once when another is chosen."""

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], on_settle: Callable[[str], object], *, framed: bool = False
    ) -> None:
        self.edit = ChoiceEditor(framed)
        super().__init__(name, self.edit, on_settle)
        self.edit.setProperty("cell", not framed)
        self.set_choices(choices)
        self.edit.activated.connect(self._chosen)
        self.edit.left.connect(self._leave)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these from now on; what was chosen stays chosen if it is among them."""
        choices = list(choices)
        if [(self.edit.itemData(index), self.edit.itemText(index)) for index in range(self.edit.count())] == choices:
            return
        held = self.edit.currentData()
        self.edit.blockSignals(True)
        self.edit.clear()
        for key, word in choices:
            self.edit.addItem(word, key)
        self.edit.setCurrentIndex(self.edit.findData("" if held is None else held))
        self.edit.blockSignals(False)
        self.edit.updateGeometry()

    def text(self) -> str:
        key = self.edit.currentData()
        return "" if key is None else str(key)

    def _show_text(self, text: str) -> None:
        if text == MASK and self._masked:
            text = ""
        self.edit.setCurrentIndex(self.edit.findData(text))
        self.edit.setPlaceholderText(MASK if self._masked else "")
        self.edit.updateGeometry()

    def _set_read_only(self, on: bool) -> None:
        self.edit.setEnabled(not on)

    def _chosen(self, _index: int) -> None:
        self._typed()
        self._enter()
