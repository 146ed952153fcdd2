"""The line that always has the focus in a meeting: what is typed becomes a note, a give, a get, an offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.cards import paint_card
from negdesk.desktop.controls.chips import KeyCap
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.text_field import CELL_ENDS, TextEditor
from negdesk.desktop.controls.veil import Veil
from negdesk.desktop.meeting.match_list import Match, MatchList
from negdesk.desktop.theme import tokens
from negdesk.desktop.window_actions import keys
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.wording import t

MARKS: dict[str, CaptureKind] = {
    ">": CaptureKind.GIVE,
    "<": CaptureKind.GET,
    "=": CaptureKind.OUR_OFFER,
    "~": CaptureKind.THEIR_OFFER,
    "?": CaptureKind.QUESTION,
    "!": CaptureKind.PRIVATE,
}
"""A mark before the words says what they are. Twice the mark, or a backslash before it, is the mark itself; of several
backslashes the first is taken off."""

_ONLY_WITH_OTHERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)

ROOM_FOR_HINTS = 330
"""The width from which on the keys are shown beside what is typed, in logical pixels."""

LEAST_LETTERS = 2
"""So much must be typed before the plan is searched for it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, without its mark, and what the mark says it is; None where there is none."""

    text: str
    kind: CaptureKind | None


def read_mark(text: str) -> Typed:
    """Take a leading mark off; one that is doubled or has a backslash before it is one of the text itself."""
    stripped = text.strip()
    if stripped[:1] == "\\" and _marked(stripped):
        return Typed(stripped[1:], None)
    kind = MARKS.get(stripped[:1])
    if kind is None:
        return Typed(stripped, None)
    if stripped[1:2] == stripped[:1]:
        return Typed(stripped[1:], None)
    return Typed(stripped[1:].strip(), kind)


def with_mark_escaped(text: str) -> str:
    """`text` so that `read_mark` gives it back, whatever it begins with."""
    return f"\\{text}" if _marked(text) else text


def _marked(text: str) -> bool:
    """Whether a text begins with a mark, or with backslashes before one."""
    return text.lstrip("\\")[:1] in MARKS


class LineEditor(TextEditor):
    """Grows to four lines; gives the keys that are about something else to whoever does them."""

    focus_changed = Signal()

    def __init__(self, elsewhere: Callable[[QKeyEvent], bool], tabbed: Callable[[], bool]) -> None:
        super().__init__(single=True, most_lines=4)
        self._elsewhere, self._tabbed = elsewhere, tabbed
        self.setProperty("cell", True)
        self.setProperty("bare", True)
        self.setAccessibleName(t("Write down what is happening"))
        self.setTabChangesFocus(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab leaves the line before any key is asked about.
        return (forward and self._tabbed()) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Nobody here has a use for Ctrl by itself, and Qt's editor would paint the line again for it.
        if event.key() not in _ONLY_WITH_OTHERS and not self._elsewhere(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        # A ground of its own, so that nothing beneath it is painted with each letter.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), tokens().card)
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class CaptureLine(QWidget):
    """The line with what its keys do, and above it what the plan has that fits, or a question about what was typed.

    `first` gets each key before the line does, and says whether it was for something else; `elsewhere` gets the keys
    that the line has no use for itself, with what is typed.
    """

    captured = Signal(object, str)
    """A `CaptureKind` and the text."""

    stopped = Signal()
    """What was asked in the line is answered, or left as it was."""

    def __init__(self, placeholder: str = "", hints: bool = True) -> None:
        super().__init__()
        self.first: Callable[[QKeyEvent], bool] = lambda _event: False
        self.elsewhere: Callable[[QKeyEvent, str], bool] = lambda _event, _text: False
        self._planned: tuple[Match, ...] = ()
        self._done: Callable[[str, CaptureKind | None], bool] | None = None
        self._chosen: Callable[[int], object] | None = None
        self._draft = ""
        self._asked = ""
        self._asking_words = ""
        self._veiled = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.edit = LineEditor(self._key, self._tab)
        self.edit.setPlaceholderText(placeholder or t("What is happening"))
        self.edit.entered.connect(lambda: self.take(None))
        self.edit.textChanged.connect(self._on_text)
        self.edit.focus_changed.connect(self.update)
        self.setFocusProxy(self.edit)
        self._veil = Veil(self.edit)
        self.matches = MatchList()
        self.matches.picked.connect(self._pick)
        self._prompt = Small(wrap=True)
        self._prompt.hide()
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        self._lay_out(hints)

    def _lay_out(self, hints: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 9, 10, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.edit, 1)
        self._hints = _key_hints() if hints else None
        if self._hints is not None:
            # Two lines have room beside the hints, so that the page stays as it is from one to two and back.
            self._hints.setMinimumHeight(2 * QFontMetrics(self.edit.font()).lineSpacing() + CELL_ENDS)
            row.addWidget(self._hints, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self.matches, self._prompt):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self._said)

    def text(self) -> str:
        """What is typed, in sight or put aside by the shield."""
        return self._veil.text()

    def typed(self) -> str:
        """All that is typed and not yet entered: while a text is asked for, what was typed before it and the answer."""
        if self._done is None:
            return self.text()
        answer = "" if self.text() == self._asked else self.text()
        return "\n".join(part for part in (self._draft, answer) if part)

    def unkept_text(self) -> str:
        """What would be gone with the window where drafts cannot be kept."""
        return self.typed()

    def set_text(self, text: str) -> None:
        """Have this typed, the cursor behind it; under the shield it is put aside."""
        self._veil.set_text(text)

    def set_veiled(self, on: bool) -> None:
        """Have nothing in sight of what was typed, asked or answered here, or all of it again; nothing is given up."""
        self._veiled = on
        self._veil.draw(on)
        self._show_prompt(self._asking_words)
        if on:
            self.say("")
            if self._chosen is None:
                self.matches.show_matches(())

    def take(self, kind: CaptureKind | None) -> None:
        """Capture what is typed as `kind`; without one as its mark says, or as a note. Nothing typed does nothing.

        What was picked of the plan is captured as it is there. While something is asked, answers that.
        """
        if kind is None and self._chosen is not None and not self.text().strip():
            self._pick(max(self.matches.current, 0))
            return
        match = self.matches.match() if kind is None and self._chosen is None else None
        typed = read_mark(self.text())
        if self._done is not None:
            if self._done(self.text().strip(), kind):
                self.stop_asking()
        elif match is not None and match.kind is not None:
            self.captured.emit(match.kind, match.text)
        elif typed.text:
            self.captured.emit(kind or typed.kind or self._kind_of(typed.text) or CaptureKind.NOTE, typed.text)

    def offer_planned(self, planned: Sequence[Match]) -> None:
        """What the plan has: typing a part of one offers it."""
        self._planned = tuple(planned)

    def ask(self, prompt: str, text: str, done: Callable[[str, CaptureKind | None], bool]) -> None:
        """Ask for a text in the line: Enter calls `done` with all of it, and ends the asking where that says so.
        The key of a kind does the same and names the kind.

        What was typed before comes back afterwards.
        """
        self.stop_asking()
        self._draft = self.text()
        self._done = done
        self._show_prompt(t("{prompt} Enter keeps it, Escape leaves it as it was.", prompt=prompt))
        self._asked = text
        self.set_text(text)
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_which(self, prompt: str, options: Sequence[str], chosen: Callable[[int], object]) -> None:
        """Ask which of these it is: a digit, or Up, Down and Enter; Escape or going on to type leaves it open."""
        self.stop_asking()
        self._chosen = chosen
        self._show_prompt(prompt)
        self.name_options(options)
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def name_options(self, options: Sequence[str]) -> None:
        """Have what can be chosen be called this from now on, as when the shield comes or goes; else nothing."""
        if self._chosen is not None:
            chosen = self.matches.current
            self.matches.show_options(options)
            self.matches.choose(chosen)

    def finish_asking(self) -> bool:
        """Have what was answered kept, as Enter does; a question without an answer is left as it was.

        Whether nothing is asked any more: what was refused stays, with its sentence.
        """
        if self._done is not None and self.text() != self._asked:
            self.take(None)
            if self._done is not None:
                return False
        self.stop_asking()
        return True

    def stop_asking(self) -> None:
        """Leave what was asked as it was."""
        asked_text, asked = self._done is not None, self.asking
        self._done = self._chosen = None
        self._show_prompt("")
        self.matches.show_matches(())
        if asked_text:
            draft, self._draft = self._draft, ""
            self.set_text(draft)
        if asked:
            self.say("")
            self.stopped.emit()

    @property
    def asking(self) -> bool:
        """Whether something is asked at this moment."""
        return self._done is not None or self._chosen is not None

    def clear(self) -> None:
        """Begin anew."""
        self.set_text("")
        self.matches.show_matches(())
        self.say("")

    def say(self, sentence: str) -> None:
        """Say why something was not taken; nothing takes it away, and so does typing."""
        if not sentence and not self._said.text():
            return
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if event.type() == QEvent.Type.LayoutRequest and layout is not None:
            # What is around a line that got higher or lower moves before it is painted, not after it once more.
            layout.activate()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._hints is not None:
            self._hints.setVisible(event.size().width() >= ROOM_FOR_HINTS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), focused=self.edit.hasFocus())

    def _show_prompt(self, prompt: str) -> None:
        self._asking_words = prompt
        if prompt and self._veiled:
            prompt = t("What is asked here is hidden by the shield.")
        self._prompt.setText(prompt)
        self._prompt.setVisible(bool(prompt))
        self.edit.setAccessibleDescription(prompt)

    def _kind_of(self, text: str) -> CaptureKind | None:
        """What the plan has in these very words."""
        said = text.casefold().strip(" .")
        return next((match.kind for match in self._planned if match.text.casefold().strip(" .") == said), None)

    def _on_text(self) -> None:
        if self._said.isVisibleTo(self):
            self.say("")
        if self._chosen is not None and self.text():
            self.stop_asking()
        if self._done is None and self._chosen is None:
            self.matches.show_matches(self._matching())

    def _matching(self) -> list[Match]:
        typed = read_mark(self.text())
        said = typed.text.casefold()
        if len(said) < LEAST_LETTERS:
            return []
        found = [match for match in self._planned if said in match.text.casefold() and typed.kind in (None, match.kind)]
        return found[:4] if [match.text.casefold() for match in found] != [said] else []

    def _pick(self, index: int) -> None:
        if self._chosen is not None:
            chosen, option = self._chosen, self.matches.option(index)
            if option is not None:
                self.stop_asking()
                chosen(option)
            return
        self.matches.current = index
        self.take(None)

    def _tab(self) -> bool:
        """Take what fits best, or is chosen; whether there is any."""
        offered = bool(self.matches.matches) and self._chosen is None
        if offered:
            self.matches.step(0)
            self._pick(max(self.matches.current, 0))
        return offered

    def _key(self, event: QKeyEvent) -> bool:
        """The keys that are not for writing; whether this was one."""
        if self.first(event):
            return True
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if plain and step and self.matches.matches:
            self.matches.step(step)
        elif plain and self._chosen is not None and event.text().isdecimal() and not self.text():
            if (line := self.matches.line_of(event.text())) is not None:
                self._pick(line)
            else:  # whoever goes on with an amount would not see that it is not written
                self.say(t("Nothing here has the digit {digit}. Escape leaves it open.", digit=event.text()))
        elif key == Qt.Key.Key_Escape and (self.asking or self.matches.matches):
            self.stop_asking()
        else:
            # While a text is asked for, Space and Delete are for writing.
            typed = self.text() or ("…" if self._done is not None else "")
            return self.elsewhere(event, typed)
        return True


def _key_hints() -> QWidget:
    hints_box = QWidget()
    grid = QGridLayout(hints_box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(5)
    grid.setVerticalSpacing(2)
    hints = (
        ("Enter", t("note")),
        (keys(BY_NAME["capture_give"]), t("give")),
        (keys(BY_NAME["capture_get"]), t("get")),
        (keys(BY_NAME["capture_our_offer"]), t("offer")),
    )
    for number, (key, words) in enumerate(hints):
        row, column = divmod(number, 2)
        grid.addWidget(KeyCap(key), row, 2 * column)
        grid.addWidget(Small(words), row, 2 * column + 1)
    return hints_box
