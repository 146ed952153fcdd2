"""One entry of the private log: words to read, and their editor while it is edited."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from negdesk.desktop.controls.chips import Chip, ChipKind
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.markdown_text import MarkdownBody
from negdesk.desktop.controls.rows import RING_INSET, Row, takes_tab
from negdesk.desktop.controls.typed import typed_at
from negdesk.desktop.counterparts.entry_editor import EntryEditor
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.wording import t
from negdesk.queries.counterpart import EntryLine

if TYPE_CHECKING:
    from negdesk.desktop.counterparts.log_view import LogCard

_CHIPS: dict[EntryKind, ChipKind] = {EntryKind.GAVE: "give", EntryKind.GOT: "get"}
_LINE = 20
"""How high one line of an entry is, in logical pixels; what stands beside it is level with the first."""

_DAY, _DAY_OF_A_YEAR = 46, 80
"""The least that a day takes, without its year and with it: what stands beside days of one kind is in one line."""

_BESIDE = 140
_LETTER = 7
_ENDS = 17


def guessed_height(weight: int, width: int) -> int:
    """About how high a row is whose text weighs so much (`entry_weights` of the page), in logical pixels."""
    letters = max(12, (width - _BESIDE) // _LETTER)
    return _ENDS + _LINE * max(1, -(-weight // letters))


class EntryRow(Row):
    """Shows one entry after the other as the log is scrolled; the one that is edited keeps its row."""

    def __init__(self, shell: Shell, card: "LogCard") -> None:
        super().__init__(focusable=True, inset=RING_INSET)
        self._shell = shell
        self._card = card
        self._number = 0
        self._masked = False
        self.editor: EntryEditor | None = None
        self._day, self._chip, self._words, self._aside = Small(), Chip("", "accent"), MarkdownBody(), Small()
        self._shown = QWidget()
        line = QHBoxLayout(self._shown)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for widget, stretch in ((self._day, 0), (self._chip, 0), (self._words, 1), (self._aside, 0)):
            if widget is not self._words:
                line.addLayout(_level(widget))
            else:
                line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(self._shown, 1)
        self.activated.connect(self.edit)

    def show_entry(self, entry: EntryLine, place: str, masked: bool) -> None:
        """Show this entry; `place` says which one it is of how many, for those who hear it."""
        self._number = entry.id
        self._masked = masked
        if masked:
            self.close_editor()
        kind = entry.kind
        self._day.setText(self._shell.date_text(entry.happened_on))
        year = entry.happened_on.year if entry.happened_on is not None else self._shell.today().year
        self._day.setMinimumWidth(_DAY if year == self._shell.today().year else _DAY_OF_A_YEAR)
        self._chip.set_text(kind.label if kind is not None else "")
        self._chip.set_kind(_CHIPS.get(kind, "accent") if kind is not None else "neutral")
        self._words.setText(entry.text)
        self._aside.setText(entry.who or entry.negotiation)
        rapport = t("rapport {n} of 5", n=entry.rapport) if entry.rapport else ""
        self.setToolTip(rapport)
        said = (self._day.text(), self._chip.text(), entry.text[:200], rapport, self._aside.text())
        self.set_name(", ".join(part for part in said if part))
        self.setAccessibleDescription(place)
        self._shown.updateGeometry()  # now: the list asks at once how high the row is
        if self.editor is not None:
            self.editor.show_entry()

    def edit(self) -> None:
        """Open the editor in place of the words."""
        if self._masked:
            self._shell.say(t("The shield is on. Put it down with F9 to edit what is private."))
            return
        if self.editor is not None:
            return
        self.pinned = True
        self._shown.hide()
        editor = EntryEditor(self._shell, self._number, self._card.negotiations, lambda: self._card.bin(self._number))
        self.editor = editor
        editor.done.connect(self._done)
        self.line.addWidget(editor, 1)
        editor.show()  # a layout would do so later, and until then Tab and the list would not know of it
        rows = self._card.list
        fields = [each for each in editor.findChildren(QWidget) if takes_tab(each) and each.window() is self.window()]
        rows.set_order_in(self, fields)
        rows.bring(self._number)
        editor.text.focus_end()
        editor.text.edit.cursorPositionChanged.connect(lambda: QTimer.singleShot(0, self, self._follow))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def take_up_typed(self) -> None:
        """Edit again what was refused here, and kept."""
        if (
            self.editor is None
            and not self._shell.shielded
            and (typed_at(self, t("Entry")) or typed_at(self, t("Day")))
        ):
            self.edit()
            for editor in self.findChildren(EntryEditor):
                editor.take_up_typed()

    def go_on(self) -> None:
        """Have the cursor where it is edited, in sight."""
        if self.editor is not None:
            self._card.list.bring(self._number)
            self.editor.text.focus_end()

    def close_editor(self) -> None:
        """Save what is typed and show the words again; what is refused keeps the editor open, with its sentence."""
        editor = self.editor
        if editor is None or not editor.settled():
            return
        self.editor = None
        self.pinned = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus)
        self.line.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._shown.show()

    def _done(self) -> None:
        self.close_editor()
        if self.editor is None:
            self.take_cursor()

    def _follow(self) -> None:
        """Keep the line that is typed in in sight, after the row has grown with it."""
        if self.editor is not None and self.editor.text.edit.hasFocus():
            edit = self.editor.text.edit
            self._card.list.bring_part(edit.viewport(), edit.cursorRect())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The cursor went elsewhere: to another window, or into a menu of ours, does not count."""
        if now is None or now.window() is not self.window():
            return
        if now is not self and not self.isAncestorOf(now):
            self.close_editor()
        elif self.editor is not None and now is not self.editor.text.edit:
            self._card.list.bring_part(now, now.rect())


def _level(widget: QWidget) -> QVBoxLayout:
    """A column that keeps a widget level with the first line of the words beside it."""
    column = QVBoxLayout()
    column.setContentsMargins(0, max(0, (_LINE - widget.sizeHint().height()) // 2), 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return column
