"""A choice of two or three words side by side; the arrow keys move it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Choice(QWidget):
    """One of several; `chosen` gives its key."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for key, word in options:
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.setAccessibleName(f"{name}: {word}")
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            layout.addWidget(button)
            self._buttons[key] = button
        layout.addStretch(1)

    def show_choice(self, key: str | None) -> None:
        """Show which one is chosen; none while it is hidden."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus)

    def focus_chosen(self) -> None:
        """Put the cursor on what is chosen."""
        for button in self._buttons.values():
            if button.isChecked():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        keys = list(self._buttons)
        here = next((index for index, key in enumerate(keys) if self._buttons[key].hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        button = self._buttons[keys[(here + step) % len(keys)]]
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.click()
