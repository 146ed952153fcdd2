"""Promises one below the other, as the page of promises and a negotiation's own cards show them."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.chips import Chip
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.labels import Body, ElidedLabel, Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.rows import RING_INSET, Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.controls.typed import typed_at
from negdesk.desktop.promises.about_line import Subjects
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.promise import PromiseState, Standing
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.promise import PromiseRow, due_and_kept

MOST_ABOUT = 240
"""Pixels that what a promise belongs to may take of its row; a longer name of it is in the tool-tip."""

MOST_DAY, MOST_DAY_IN_CARD = 240, 130
"""Pixels that the day of a promise may take of its row; a longer text of it is in the tool-tip."""

_DAY_INSET = 6
"""Pixels between the end of the day's words and the end of its field."""

_KEPT = (Standing.KEPT, Standing.KEPT_LATE)
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class PromiseLines(RowList):
    """A box that says kept, whose it is, what, and by when; words and day are edited in place, the rest is in a menu.

    With `about` each says which negotiation or counterpart it belongs to, and goes there.
    """

    def __init__(self, shell: Shell, empty: str, *, about: bool = False) -> None:
        super().__init__(empty, removable=True, inset=RING_INSET)
        self._shell = shell
        self._about = about
        self.removed.connect(self._take_back)

    def show_promises(self, promises: tuple[PromiseRow, ...]) -> None:
        """Show these."""
        held = {promise.id: promise for promise in promises}
        with self.filling(held):
            for row in self.show_ids(list(held), lambda _number: PromiseLine(self._shell, self._about)):
                if isinstance(row, PromiseLine):
                    row.show_promise(held[int(str(row.row_id))])

    def _take_back(self, number: object) -> None:
        row = self.row(int(str(number)))
        if isinstance(row, PromiseLine):
            row.settle_as(PromiseState.WITHDRAWN)


class PromiseLine(Row):
    """One promise. On the row Space says that it was kept, or has a settled one stand again, as R does; P that one more
    part of it was; N that it was not kept; Delete takes it back; Enter edits its words, D its day, T and W put it off;
    O goes to what it belongs to. The menu has all.
    """

    def __init__(self, shell: Shell, about: bool) -> None:
        super().__init__(focusable=True, inset=RING_INSET)
        self._shell = shell
        self._with_about = about
        self._promise: PromiseRow | None = None
        self.editor: TextField | LineField | None = None
        self.tick = TickBox(t("Kept"))
        self.tick.clicked.connect(self._ticked)
        self._side = Chip("", "give")
        self._text, self._parts, self._when = Body(wrap=True), Small(), Small()
        self._about = ElidedLabel(kind="small")
        self._about.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._about.setMaximumWidth(MOST_ABOUT)
        self.day = DateField(t("By when"), self._set_day, today=shell.today, placeholder=t("no day"), hugs=True)
        self.day.edit.setProperty("small", True)
        self.day.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.day.setMaximumWidth(MOST_DAY if about else MOST_DAY_IN_CARD)
        self.more = Button("⋯", "quiet")
        self.more.setToolTip(t("Not kept, take back, reopen and more"))
        self.more.clicked.connect(self._show_menu)
        self.more.setFixedWidth(28)
        for widget in (self.tick, self._side, self._text, self._parts, self._about):
            self.line.addWidget(widget, 1 if widget is self._text else 0)
        self.line.addLayout(self._when_and_day())
        self.line.addWidget(self.more)
        self.activated.connect(self.edit)

    def _when_and_day(self) -> QBoxLayout:
        """Beside each other on the page of promises; one above the other in a card, which is narrow."""
        box: QBoxLayout = QHBoxLayout() if self._with_about else QVBoxLayout()
        box.setSpacing(10 if self._with_about else 0)
        self._when.setContentsMargins(0, 0, 0 if self._with_about else _DAY_INSET, 0)
        for widget in (self._when, self.day):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return box

    @property
    def promise(self) -> PromiseRow:
        """What is shown."""
        assert self._promise is not None  # a line is shown its promise as soon as it is made
        return self._promise

    def show_promise(self, promise: PromiseRow) -> None:
        """Show this promise."""
        self._promise = promise
        kept, late = promise.standing in _KEPT, promise.standing is Standing.LATE
        self.tick.setChecked(kept)
        self.tick.setToolTip(t("Kept") if promise.open else t("Have it stand again"))
        self._side.set_text(promise.side.label)
        self._side.set_kind("give" if promise.side is Side.US else "get")
        self._text.setText(promise.text)
        self._about.setText(promise.about if self._with_about else "")
        self._about.setVisible(bool(self._about.text()))
        self._when.setText(promise.when if late or not promise.open else "")
        self._when.setVisible(bool(self._when.text()))
        self._when.set_tone("late" if late else "")
        self._show_day(promise, kept)
        if isinstance(self.editor, TextField):
            self.editor.set_value(promise.text)
        self._parts.setText(promise.parts_words)
        self._parts.setVisible(bool(promise.parts_words))
        said = (promise.side.label, promise.text, promise.parts_words, self._about.text(), promise.when, self._moved())
        self.set_name(". ".join(part for part in said if part))
        self.tick.setAccessibleName(t("Kept: {promise}", promise=promise.text[:200]))
        self.more.setAccessibleName(t("More for: {promise}", promise=promise.text[:200]))

    def _show_day(self, promise: PromiseRow, kept: bool) -> None:
        """The day it is due; of one that was kept the day on which it was."""
        self.day.set_name(t("Kept on") if kept else t("By when"))
        self.day.set_past(kept)
        self.day.set_masked(self._shell.shielded)
        self.day.set_day(promise.settled_on if kept else promise.due_on)
        due = promise.when if promise.open and promise.due_on is None else ""
        self.day.set_placeholder(due or t("no day"))
        hint = due or t("A day like 2 Dec or Friday. Alt+Down opens a calendar.")
        self.day.edit.setToolTip(". ".join(part for part in (self._moved(), hint) if part))
        self.day.setVisible(promise.open or kept)

    def _moved(self) -> str:
        """From which day it was moved; nothing where it never was."""
        moved_from = self.promise.moved_from
        return t("Moved from {day}", day=self._shell.date_text(moved_from)) if moved_from else ""

    # Editing

    def edit(self) -> None:
        """Edit the words in their place. Enter or leaving them saves, Escape gives back what was."""
        number = self.promise.id

        def save(text: str) -> None:
            self._shell.type_into(f"promise:{number}:text", commands.promise.edit_promise, number, text=text)

        self._edit_here(TextField(t("Promise"), save, single=True), self.promise.text)

    def take_up_typed(self) -> None:
        """Edit again what was refused here, and kept: its editor takes it up."""
        for words, edit in (
            (t("Promise"), self.edit),
            (t("Of how many parts"), self.edit_parts),
            (t("What it belongs to"), self.edit_about),
        ):
            if self.editor is None and not self._shell.shielded and typed_at(self, words):
                edit()

    def edit_parts(self) -> None:
        """Say of how many parts it is made; nothing for one that is kept or not kept as a whole."""
        number, parts = self.promise.id, self.promise.parts

        def save(text: str) -> None:
            self._shell.try_do(commands.promise.edit_promise, number, parts=_count(text))

        field = LineField(t("Of how many parts"), save, placeholder=t("of how many parts? 6, or nothing"))
        self._edit_here(field, "" if parts is None else str(parts))

    def edit_about(self) -> None:
        """Say which negotiation or counterpart it belongs to."""
        number = self.promise.id

        def save(text: str) -> None:
            found = subjects.find(text)
            table = found.table if found is not None else ""
            self._shell.try_do(
                commands.promise.belongs_to,
                number,
                negotiation_id=found.id if found is not None and table == "negotiation" else None,
                counterpart_id=found.id if found is not None and table == "counterpart" else None,
            )

        field = LineField(t("What it belongs to"), save, placeholder=t("with whom, about what"))
        subjects = Subjects(self._shell, field.edit)
        subjects.learn()
        self._edit_here(field, self.promise.about)

    def _edit_here(self, field: TextField | LineField, text: str) -> None:
        """Have `field` in the place of the words until it is left."""
        if self._shell.shielded:
            self._shell.say(t("The shield is on. Put it down with F9 to edit what is private."))
        elif self.editor is None:
            self.editor = field
            field.set_value(text)
            # A line edit hands Enter on to the row, which would begin to edit its words if it had the cursor by then.
            later = isinstance(field, LineField)
            kind = Qt.ConnectionType.QueuedConnection if later else Qt.ConnectionType.AutoConnection
            field.entered.connect(self._edited, kind)
            field.left.connect(self._close)
            self.line.insertWidget(self.line.indexOf(self._text), field, 1)
            self._text.hide()
            field.focus_end()
            field.take_up_typed()

    def _edited(self) -> None:
        self._close()
        if self.editor is None:
            self.take_cursor()

    def _close(self) -> None:
        editor = self.editor
        if editor is None or editor.pending:  # what was refused stays, with its sentence
            return
        self.editor = None
        self.line.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._text.show()

    def _set_day(self, day: date | None) -> None:
        if self.promise.standing not in _KEPT:
            self._shell.try_do(commands.promise.edit_promise, self.promise.id, due_on=day)
        elif day is None:
            raise Refusal(t("Write the day on which it was kept, like 2 Dec or yesterday."), "settled_on")
        else:
            self._shell.try_do(commands.promise.keep, self.promise.id, day)

    # Settling

    def settle_as(self, state: PromiseState) -> None:
        """Say what became of it, or that it stands again."""
        does, says = {
            PromiseState.KEPT: (commands.promise.keep, t("Kept.")),
            PromiseState.BROKEN: (commands.promise.not_kept, t("Not kept.")),
            PromiseState.WITHDRAWN: (commands.promise.withdraw, t("Taken back: it no longer stands.")),
            PromiseState.OPEN: (commands.promise.reopen, t("Open again.")),
        }[state]
        self._shell.do_and_say(says, does, self.promise.id)

    def _ticked(self) -> None:
        """An open one was kept; any other stands again."""
        self.settle_as(PromiseState.KEPT if self.promise.open else PromiseState.OPEN)

    def _remove(self) -> None:
        self._shell.do_and_say(t("Removed."), commands.promise.remove_promise, self.promise.id)

    def _place(self) -> Place | None:
        """Where it belongs to."""
        if not self._with_about:
            return None
        if self.promise.negotiation_id is not None:
            return Place("negotiation", self.promise.negotiation_id, "follow")
        if self.promise.counterpart_id is not None:
            return Place("counterpart", self.promise.counterpart_id)
        return None

    def _keep_part(self) -> None:
        _, kept = self._shell.desk.ask(due_and_kept, self.promise.id)
        self._shell.do_and_say(t("One part kept."), commands.promise.keep_parts, self.promise.id, kept + 1)

    def _put_off(self, days: int) -> None:
        """Move its day: so many days on from the day it is due, or from today where that has passed."""
        (due, _), today = self._shell.desk.ask(due_and_kept, self.promise.id), self._shell.today()
        day = max(due or today, today) + timedelta(days=days)
        says = t("Put off.") if self._shell.shielded else t("Due on {day} now.", day=self._shell.date_text(day))
        self._shell.do_and_say(says, commands.promise.edit_promise, self.promise.id, due_on=day)

    def _remind(self) -> None:
        wanted = not self.promise.remind
        says = t("You will be reminded on the day.") if wanted else t("You will not be reminded of it.")
        self._shell.do_and_say(says, commands.promise.edit_promise, self.promise.id, remind=wanted)

    # Keys and menu

    def _deeds(self) -> list[tuple[str, int, Callable[[], object]]]:
        """What can be done with it now: words, key on the row (or 0), and the deed."""
        promise = self.promise
        deeds: list[tuple[str, int, Callable[[], object]]] = []
        if promise.parts_words:
            deeds.append((t("One more part kept"), Qt.Key.Key_P, self._keep_part))
        if promise.standing not in _KEPT:
            deeds.append(
                (t("Kept today"), Qt.Key.Key_Space if promise.open else 0, lambda: self.settle_as(PromiseState.KEPT))
            )
        if promise.standing is not Standing.BROKEN:
            deeds.append((t("Not kept"), Qt.Key.Key_N, lambda: self.settle_as(PromiseState.BROKEN)))
        if promise.standing is not Standing.WITHDRAWN:
            deeds.append((t("Take back"), Qt.Key.Key_Delete, lambda: self.settle_as(PromiseState.WITHDRAWN)))
        if not promise.open:
            deeds.append((t("It stands again"), Qt.Key.Key_R, lambda: self.settle_as(PromiseState.OPEN)))
        return deeds + self._changes()

    def _changes(self) -> list[tuple[str, int, Callable[[], object]]]:
        """What can be changed about it, and where it leads."""
        promise, place = self.promise, self._place()
        changes: list[tuple[str, int, Callable[[], object]]] = [(t("Change the words"), Qt.Key.Key_Return, self.edit)]
        if not self.day.isHidden():
            changes.append((t("Change the day"), Qt.Key.Key_D, self.day.focus_end))
        if promise.open:
            changes.append((t("Put off by a day"), Qt.Key.Key_T, lambda: self._put_off(1)))
            changes.append((t("Put off by a week"), Qt.Key.Key_W, lambda: self._put_off(7)))
            changes.append((t("In parts …"), Qt.Key.Key_I, self.edit_parts))
            words = t("Do not remind me of it") if promise.remind else t("Remind me on the day")
            changes.append((words, Qt.Key.Key_M, self._remind))
        if self._with_about:
            changes.append((t("What it belongs to …"), Qt.Key.Key_B, self.edit_about))
        if place is not None:
            words = t("Go to {name}", name=promise.about)
            changes.append((words, Qt.Key.Key_O, lambda: self._shell.go(place)))
        changes.append((t("Remove, it was never promised"), 0, self._remove))
        return changes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() and not event.modifiers() & _MODIFIERS:
            if event.key() == Qt.Key.Key_Space:
                self._ticked()
                return
            for _words, key, deed in self._deeds():
                if key and event.key() == key:
                    deed()
                    return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._popup(event.globalPos())

    def _show_menu(self) -> None:
        self._popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _popup(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = {
            int(Qt.Key.Key_Space): t("Space"), int(Qt.Key.Key_Delete): t("Delete"), int(Qt.Key.Key_Return): t("Enter"),
        }  # fmt: skip
        for words, key, deed in self._deeds():
            named = names.get(int(key)) or (chr(key) if key else "")
            # An ampersand would mark a letter; what follows a tab stands at the right.
            made = menu.addAction(words.replace("&", "&&") + (f"\t{named}" if named else ""))
            made.triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.popup(at)


def _count(text: str) -> int | None:
    """A whole number as typed; None where nothing is. Raises `Refusal`."""
    if not text.strip():
        return None
    if not text.strip().isdecimal():
        raise Refusal(t("Write a whole number, like 6, or nothing where it is kept as a whole."), "parts")
    return int(text)
