"""What every field edited in place has in common: it settles by itself, says why not in place, and can be masked."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.restyling import restyle
from negdesk.desktop.controls.settling import Settling
from negdesk.domain.privacy import MASK

INSET = 6
"""How far a field's text is from its edge, in logical pixels; `flush_left` takes it back."""


class Field(QWidget):
    """An editor with the sentence beneath it that says why its text was not taken.

    `on_settle` is called with the text 400 ms after the last key and at once on Enter, on leaving the field and on
    `flush`. If it raises `Refusal` the text stays, the frame changes its colour and the sentence shows until it is
    mended; Escape gives back what the library says. What was refused is kept by the page (see the module `typed`).
    """

    refused = Signal(str)
    """Why the text was not taken; empty once it is."""
    entered = Signal()
    """Enter was pressed and the text was taken."""
    left = Signal()
    """The cursor went elsewhere."""

    def __init__(self, name: str, editor: QWidget, on_settle: Callable[[str], object]) -> None:
        super().__init__()
        self._editor = editor
        self._masked = self._still = False
        self.settling = Settling(self, self.text, self._show_said, on_settle)
        self.settling.refused.connect(self._on_refused)
        self.settling.held.connect(self._on_held)
        self.called = name
        editor.setProperty("cell", True)
        editor.setAccessibleName(name)
        self.setFocusProxy(editor)
        self._sentence = Label(wrap=True, kind="refusal")
        self._sentence.setContentsMargins(INSET, 2, INSET, 2)
        self._sentence.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(editor)
        layout.addWidget(self._sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    # What screens ask

    def text(self) -> str:
        """What stands in the editor."""
        raise TypeError(self)

    def value(self) -> str:
        """What stands in the field; while it is masked, what the library last said."""
        return self.settling.shown if self._masked else self.text()

    def set_value(self, text: str) -> None:
        """Show what the library says. Does nothing where it is the same, and never touches text not yet taken."""
        if self._masked:
            self.settling.shown = text
            self._show_mask()
        else:
            self.settling.offer(text, self._editor.hasFocus())

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not taken yet."""
        return self.settling.pending

    @property
    def refusal(self) -> str:
        """Why the text was not taken, or empty."""
        return self.settling.refusal

    @property
    def unseen(self) -> bool:
        """Whether something was typed, also if it was only removed, before the shield came on, and is not taken yet."""
        return self.settling.aside is not None

    def unkept_text(self) -> str:
        """What is `unseen`."""
        return self.settling.aside or ""

    def flush(self) -> None:
        """Save now what has not been saved."""
        self.settling.settle()

    def forget(self) -> bool:
        """Show what the library says in place of what was not taken, which may come back; whether there was such."""
        return self.settling.forget()

    def give_up(self) -> bool:
        """Give back what the library says, for good; whether anything was given up."""
        return self.settling.give_up()

    def take_up_typed(self) -> None:
        """Have what was refused here, and kept, stand here again with the reason; under the shield once that is off."""
        if self.pending or self.unseen:
            return
        from negdesk.desktop.controls.typed import typed_at

        kept = typed_at(self, self.called)
        if kept:
            self.write(kept)

    def write(self, text: str) -> None:
        """Have this stand here as if it had just been typed; under the shield once that is off."""
        if self._masked:
            self.settling.aside = text
        else:
            self._show_text(text)
            self.settling.typed()
            self.flush()

    def set_masked(self, on: bool) -> None:
        """Under the shield nothing of the value is in the widget: neither seen, nor copied, nor read out."""
        if on == self._masked:
            return
        if on:
            self.settling.put_aside()
        self._masked = on
        self._set_read_only(on or self._still)
        self._editor.setProperty("masked", on)
        draft = None if on else self.settling.take_from_aside()
        if on:
            self._show_mask()
        else:
            self._show_text(self.settling.shown if draft is None else draft)
        if draft is not None:
            self.settling.typed()

    def hold_still(self) -> None:
        """Show what the library says, and let nothing be typed any more."""
        self._still = True
        self._set_read_only(True)

    @property
    def editor(self) -> QWidget:
        """The widget that has the cursor."""
        return self._editor

    def say_beneath(self, layout: QVBoxLayout) -> None:
        """Say why text was not taken at the end of `layout` from now on, where the field is too narrow for it."""
        layout.addWidget(self._sentence)

    def set_name(self, name: str) -> None:
        """What the field is called for those who hear it."""
        self._editor.setAccessibleName(name)

    def focus_end(self) -> None:
        """Put the cursor into the field, after its text."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the kinds of fields do

    def _show_text(self, text: str) -> None:
        raise TypeError(self)

    def _set_read_only(self, on: bool) -> None:
        if isinstance(self._editor, QLineEdit | QPlainTextEdit):
            self._editor.setReadOnly(on)

    def _show_said(self, text: str) -> None:
        """Show what the library says; under the shield its mark."""
        if self._masked:
            self._show_mask()
        else:
            self._show_text(text)

    def _show_mask(self) -> None:
        self._show_text(MASK if self.settling.shown else "")

    def _typed(self) -> None:
        if not self._masked:
            self.settling.typed()

    def _enter(self) -> None:
        self.flush()
        if not self.pending:
            self.entered.emit()

    def _leave(self) -> None:
        if not self._masked:
            self.settling.left()
        self.left.emit()

    def _on_held(self, text: str) -> None:
        from negdesk.desktop.controls.typed import keep_typed  # here, because the first paint does without it

        keep_typed(self, self.called, text)

    def _on_refused(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        mark_refused(self._editor, sentence)
        self.refused.emit(sentence)


def mark_refused(editor: QWidget, sentence: str) -> None:
    """Show by its frame that what an editor holds was not taken; the sentence is read out with it."""
    editor.setProperty("refused", bool(sentence))
    editor.setAccessibleDescription(sentence)
    restyle(editor)
