"""The quiet line at the end of a list: what is typed there becomes its next row."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.line_field import LineEditor
from negdesk.desktop.controls.veil import Veil
from negdesk.domain.refusal import Refusal

ADD_HEIGHT = 24
"""How high the editor of such a line is, in logical pixels."""


class AddLine(QWidget):
    """Looks like the words "+ Add a give". Enter emits `added` with what is typed and is ready for the next.

    `on_add`, where it is given, is called as well; if it raises `Refusal` the text stays with the sentence beneath it,
    and `added` is not emitted. Leaving the line adds what is typed, so that nothing is lost; Escape gives it up.
    """

    added = Signal(str)

    def __init__(
        self, invitation: str, on_add: Callable[[str], object] | None = None, edit: LineEditor | None = None
    ) -> None:
        """`edit` is the editor where it has to be one of a kind of its own."""
        super().__init__()
        self._on_add = on_add
        self._busy = False
        self.edit = edit or LineEditor(height=ADD_HEIGHT)
        self._veil = Veil(self.edit)
        self.edit.setProperty("cell", True)
        self.edit.setProperty("small", True)
        self.edit.setProperty("quiet", True)
        self.edit.setTextMargins(-2, 0, 0, 0)  # takes back the room that a line edit keeps at its side
        self.edit.setPlaceholderText(invitation)
        self.edit.setAccessibleName(invitation.lstrip("+ "))
        self.called = invitation.lstrip("+ ")
        self._sentence = Label(wrap=True, kind="refusal")
        self._sentence.hide()
        self.setFocusProxy(self.edit)
        layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addWidget(self.edit)
        layout.addWidget(self._sentence)
        layout.setContentsMargins(0, 4, 0, 0)
        self.edit.returnPressed.connect(self.flush)
        self.edit.left.connect(self.flush)
        self.edit.escaped.connect(self.give_up)
        self.edit.textEdited.connect(lambda _text: self._edited())

    def _edited(self) -> None:
        if self._sentence.text() and not self.text().strip():
            self._keep("")  # it was given up by hand
        self._say("")

    def text(self) -> str:
        """What is typed, in sight or put aside by the shield."""
        return self._veil.text()

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not added yet."""
        return bool(self.text().strip())

    def flush(self) -> None:
        """Add what is typed, if anything is."""
        text = self.text().strip()
        if not text or self._busy:
            return
        self._busy = True
        try:
            if self._on_add is not None:
                self._on_add(text)
        except Refusal as refusal:
            self._say(refusal.sentence)
            self._keep(text)
            return
        finally:
            self._busy = False
        self.give_up()
        self.added.emit(text)

    def give_up(self) -> None:
        """Let go of what is typed, for good."""
        if self._sentence.text():
            self._keep("")
        self.forget()

    def forget(self) -> None:
        """Be empty; what was refused may come back (see the module `typed`)."""
        self._veil.set_text("")
        self._say("")

    def take_up_typed(self) -> None:
        """Have what was refused here, and kept, stand here again with the reason."""
        from negdesk.desktop.controls.typed import typed_at

        kept = "" if self.pending else typed_at(self, self.called)
        if kept:
            self._veil.set_text(kept)
            self.flush()

    def _keep(self, text: str) -> None:
        from negdesk.desktop.controls.typed import keep_typed  # here, because the first paint does without it

        keep_typed(self, self.called, text)

    def refuse(self, sentence: str) -> None:
        """Say why what was added last was not taken, for whoever listens to `added` only."""
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        if sentence != self._sentence.text():
            self._sentence.setText(sentence)
            self._sentence.setVisible(bool(sentence))
            mark_refused(self.edit, sentence)
