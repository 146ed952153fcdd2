"""What the keys of a meeting do, wherever it is shown: on its page or in the compact window."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from negdesk import commands
from negdesk.desktop.controls.settling import SETTLE_MS, TRY_AGAIN_MS
from negdesk.desktop.meeting.capture_line import CaptureLine, read_mark, with_mark_escaped
from negdesk.desktop.meeting.captures_view import CapturesView
from negdesk.desktop.meeting.checklist_view import OWN_ITEMS, ChecklistView
from negdesk.desktop.meeting.match_list import Match
from negdesk.desktop.screen import Handlers
from negdesk.desktop.shell import Shell
from negdesk.domain.meeting import CaptureKind, Phase, meeting_place
from negdesk.domain.privacy import MASK
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.draft import draft_at
from negdesk.queries.meeting import MeetingSheet, TermName
from negdesk.queries.meeting_lists import ItemLine, captures_of

_ANSWERS = ("accepted", "declined", "later")


def replies_text(sheet: MeetingSheet) -> str:
    """The if-thens that fit what was captured last, a line each; empty where there is none, and under the shield."""
    return "\n".join(
        t("If {condition}: {reply}", condition=each.if_text[:1].lower() + each.if_text[1:], reply=each.then_text)
        for each in sheet.replies
    )


def _planned(sheet: MeetingSheet) -> list[Match]:
    """What typing a part of it offers: what the plan has still to bring up, and the checklist's own open items."""
    lines = [line for phase in sheet.phases for line in phase.items if line.kind in OWN_ITEMS and not line.ticked]
    planned = [Match(each.kind, each.text) for each in sheet.suggestions]
    return planned + [Match(CaptureKind.NOTE, line.text) for line in lines]


class LiveMeeting(QObject):
    """Joins a checklist, a capture line and the captures to the commands."""

    def __init__(self, shell: Shell, checklist: ChecklistView, line: CaptureLine, captures: CapturesView) -> None:
        super().__init__(line)
        self.shell = shell
        self.sheet: MeetingSheet | None = None
        self._checklist, self._line, self._captures = checklist, line, captures
        line.elsewhere = self._key
        line.captured.connect(self._capture)
        line.stopped.connect(self._question_is_over)
        self._draft_of, self._drafted, self._unkept = 0, "", ""
        self._asked_terms: list[int] = []
        self._asked_of = 0
        self._asked_about: tuple[CaptureKind | None, str] | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.keep_draft)
        line.edit.textChanged.connect(self._settling.start)
        line.edit.left.connect(self.keep_draft)
        shell.settling.connect(self.keep_draft)
        shell.shield_changed.connect(line.set_veiled)
        line.set_veiled(shell.shielded)
        checklist.toggled.connect(self._toggle)
        checklist.moved.connect(lambda item, to, phase: shell.do(commands.meeting.move_item, item, to, phase))
        checklist.removed.connect(self._remove_item)
        checklist.noted.connect(lambda _item: self.note_item())
        checklist.edited.connect(lambda _item: self._edit_item())
        captures.answered.connect(self._answer)
        captures.edited.connect(self._edit)
        captures.removed.connect(self._remove)
        captures.rekinded.connect(self._rekind)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the meeting as it is now; lines that did not change are not touched."""
        before, self.sheet = self.sheet, sheet
        self._checklist.show_sheet(sheet)
        self._captures.show_lines(sheet.captures)
        if sheet.running and sheet.meeting_id != self._draft_of:
            self._bring_back_draft(sheet)
        if before is None or before.suggestions is not sheet.suggestions or before.phases is not sheet.phases:
            self._line.offer_planned([] if self.shell.shielded else _planned(sheet))
        if self._asked_terms and (before is None or before.terms != sheet.terms):
            names = {term.id: term.name for term in sheet.terms}  # none of them under the shield
            self._line.name_options([names.get(term, MASK) for term in self._asked_terms])
        if self._asked_of and self._held(self._asked_of) != self._asked_about:
            self._line.stop_asking()  # the offer was taken back, or says something else now

    def handlers(self) -> Handlers:
        """The actions of the table that a meeting does."""
        sheet = self.sheet
        if sheet is None:
            return {}
        mine: dict[str, Callable[[], object]] = {
            "note_checklist_item": self.note_item,
            "add_checklist_item": self.add_item,
            "edit_chosen": self._edit_chosen,
            "fold_phase": self._checklist.fold_current,
            "unfold_phases": self._checklist.unfold_all,
        }
        if sheet.running:
            mine |= self._while_running
        if sheet.captures:
            mine |= self._of_captures
        return mine

    @cached_property
    def _while_running(self) -> dict[str, Callable[[], object]]:
        kinds = [kind for kind in CaptureKind if kind is not CaptureKind.NOTE]
        captured = {f"capture_{kind}": partial(self._line.take, kind) for kind in kinds}
        return {**captured, "pause_clock": self.pause}

    @cached_property
    def _of_captures(self) -> dict[str, Callable[[], object]]:
        return {f"answer_{how}": partial(self._answer_chosen, how) for how in _ANSWERS}

    def pause(self) -> None:
        """Have the clock stand still, or go on."""
        sheet = self.sheet
        if sheet is not None and sheet.running:
            still = sheet.paused_at is not None
            command = commands.meeting.resume_meeting if still else commands.meeting.pause_meeting
            self.shell.do(command, sheet.meeting_id)

    # What is typed and not yet entered

    def _bring_back_draft(self, sheet: MeetingSheet) -> None:
        """Have in the line what was typed there before a crash, or before the page was left."""
        self._draft_of, self._drafted = sheet.meeting_id, self.shell.desk.ask(draft_at, meeting_place(sheet.meeting_id))
        if self._drafted and not self._line.text():
            self._line.set_text(self._drafted)

    def keep_draft(self) -> None:
        """Keep what is typed, where that has changed; called within half a second of typing, and on leaving."""
        self._settling.stop()
        typed = self._line.typed()
        if self._draft_of and typed != self._drafted:
            try:
                self.shell.try_do(commands.draft.keep_draft, meeting_place(self._draft_of), typed)
            except Refusal as refusal:  # too long, or the disk is full: it stays in the line all the same
                self._unkept = refusal.sentence
                self._line.say(refusal.sentence)
                if refusal.offers == "try again":
                    QTimer.singleShot(TRY_AGAIN_MS, self, self.keep_draft)
            else:
                self._drafted = typed
                if self._unkept:
                    self._unkept = ""
                    self._line.say("")

    def go_on_with(self, typed: str) -> None:
        """Have in the line what was typed in this meeting elsewhere: in its window before one came to the compact one,
        or there. It need not be kept yet."""
        self._line.stop_asking()
        self._line.set_text(typed)
        self._drafted = self.shell.desk.ask(draft_at, meeting_place(self._draft_of))
        self.keep_draft()

    def leave(self) -> None:
        """Keep what is typed with its meeting, and have the line empty for another one."""
        self.keep_draft()
        self._draft_of, self._drafted = 0, ""
        self._line.stop_asking()
        self._line.clear()

    # Keys

    def _key(self, event: QKeyEvent, typed: str) -> bool:
        """The keys of the capture line which are about the lists; whether this was one."""
        key, modifiers = event.key(), event.modifiers()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if step and modifiers & Qt.KeyboardModifier.AltModifier:
            self._checklist.shift(step)
        elif step and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._captures.step(step)
        elif step:
            self._checklist.step(step)
        elif key == Qt.Key.Key_Space and not typed:
            self._checklist.toggle()
        elif key == Qt.Key.Key_Delete and not typed:
            self._remove_chosen()
        elif key == Qt.Key.Key_Escape and self._captures.marked:
            self._captures.unmark()
        else:
            return False
        return True

    # Captures

    def _capture(self, kind: CaptureKind, text: str) -> None:
        if self.sheet is None or not self.sheet.running:
            return
        try:
            captured = self.shell.try_do(
                commands.capture.capture, self.sheet.meeting_id, kind, text, self.shell.numbers
            )
        except Refusal as refusal:
            self._line.say(refusal.sentence)
            return
        self._drafted = ""  # the capture took the draft's place, in the same transaction
        self._line.clear()
        self._settling.stop()
        self._ask_where(captured.capture_id, captured.unplaced)

    def _ask_where(self, capture_id: int, unplaced: tuple[str, ...]) -> None:
        """Ask about each amount of an offer that found no term, one after the other; words stay in its text."""
        if not unplaced:
            return
        from negdesk.domain.offer_amounts import has_amount

        amounts = [piece for piece in unplaced if has_amount(piece)]
        if amounts and self.shell.shielded:
            self._line.say(t("Not every amount found its term. Put the shield down with F9 and edit it to say which."))
            return
        if not amounts or self.sheet is None or not self.sheet.terms:
            return
        terms, typed = self.sheet.terms, amounts[0]

        def place(index: int) -> None:
            try:
                self._place(capture_id, terms[index].id, typed, instead=False)
            except Refusal as refusal:
                if refusal.field == "amount":
                    self._ask_how_much(capture_id, terms[index], amounts, refusal.sentence)
                    return
                self.shell.say(refusal.sentence)
            self._ask_where(capture_id, tuple(amounts[1:]))

        prompt = t("Which term is “{text}” for? A digit says it; go on typing to leave it as text.", text=typed)
        self._line.ask_which(prompt, [term.name for term in terms], place)
        self._asked_terms = [term.id for term in terms]
        self._asked_of, self._asked_about = capture_id, self._held(capture_id)

    def _ask_how_much(self, capture_id: int, term: TermName, amounts: Sequence[str], why: str) -> None:
        """Ask how much the first of these is for a term, as what was typed does not say it; then about the others."""

        def keep(typed: str, _kind: CaptureKind | None) -> bool:
            try:
                self._place(capture_id, term.id, typed)
            except Refusal as refusal:
                self._line.say(refusal.sentence)
                return False
            self._line.stop_asking()
            self._ask_where(capture_id, tuple(amounts[1:]))
            return False

        self._line.ask(t("{term}: {why}", term=term.name, why=why), amounts[0], keep)
        self._asked_of, self._asked_about = capture_id, self._held(capture_id)

    def _place(self, capture_id: int, term_id: int, typed: str, instead: bool = True) -> None:
        self.shell.try_do(
            commands.capture.place_amount, capture_id, term_id, typed, self.shell.numbers, instead=instead
        )

    def _held(self, capture_id: int) -> tuple[CaptureKind | None, str] | None:
        """What the library has of a capture of this meeting, also while an earlier one's are looked at."""
        captures = self.shell.desk.ask(captures_of, self.sheet.meeting_id) if self.sheet is not None else ()
        return next(((line.kind, line.text) for line in captures if line.id == capture_id), None)

    def _question_is_over(self) -> None:
        self._asked_of, self._asked_about, self._asked_terms = 0, None, []

    def _answer(self, capture_id: int, how: str) -> None:
        self.shell.do(commands.capture.answer_capture, capture_id, commands.capture.Answer(how))

    def _answer_chosen(self, how: str) -> None:
        """The chosen capture is meant; where they are not in sight the newest give, get or offer, and what was done is
        said."""
        if self._captures.isVisible():
            self._captures.answer(how)
            return
        said = {"accepted": t("Accepted."), "declined": t("Declined."), "later": t("Left for later.")}
        captures = self.sheet.captures if self.sheet is not None else ()
        last = next((line for line in reversed(captures) if line.answerable), None)
        if last is None:
            self.shell.say(t("No give, get or offer was captured yet."))
            return
        words = said[how] if self.shell.shielded else f"{said[how][:-1]}: {last.text}"
        self.shell.do_and_say(words, commands.capture.answer_capture, last.id, commands.capture.Answer(how))

    def _rekind(self, capture_id: int, kind: CaptureKind) -> None:
        captured = self.shell.do(commands.capture.rekind_capture, capture_id, kind, self.shell.numbers)
        if captured is not None:
            self._ask_where(capture_id, captured.unplaced)

    def _edit(self, capture_id: int, text: str) -> None:
        if self._hidden():
            return

        def keep(raw: str, kind: CaptureKind | None) -> bool:
            typed = read_mark(raw)
            try:
                captured = self.shell.try_do(
                    commands.capture.edit_capture, capture_id, typed.text, self.shell.numbers, kind or typed.kind
                )
            except Refusal as refusal:
                self._line.say(refusal.sentence)
                return False
            self._line.stop_asking()
            self._captures.unmark()
            self._ask_where(capture_id, captured.unplaced)
            return False

        prompt = t("A mark before it, or the key of another kind, changes its kind.")
        self._line.ask(prompt, with_mark_escaped(text), keep)

    def _remove(self, capture_id: int) -> None:
        self.shell.do_and_say(t("Removed."), commands.capture.remove_capture, capture_id)

    # The checklist

    def _toggle(self, item_id: int, on: bool) -> None:
        self.shell.do(commands.meeting.tick_item if on else commands.meeting.untick_item, item_id)

    def add_item(self) -> None:
        """What is typed becomes an item after the current one."""
        typed = read_mark(self._line.text()).text
        if typed and not self._line.asking and self.add_to_checklist(typed):
            self._line.clear()

    def add_to_checklist(self, text: str) -> bool:
        """As `put_on_checklist`; whether it was taken: if not, it is said why."""
        try:
            return self.put_on_checklist(text)
        except Refusal as refusal:
            self.shell.say(refusal.sentence)
            return False

    def put_on_checklist(self, text: str) -> bool:
        """Add an item after the current one, and go there; whether there is a meeting. Raises `Refusal`."""
        sheet, line = self.sheet, self._checklist.current()
        if sheet is None or not sheet.meeting_id:
            return False
        phase, after = (line.phase, line.id) if line is not None else (Phase.EXPLORE, None)
        self._checklist.choose(self.shell.try_do(commands.meeting.add_item, sheet.meeting_id, phase, text, after))
        return True

    def note_item(self) -> None:
        """What is typed becomes the note of the current item; with nothing typed its note is edited."""
        line = self._checklist.current()
        if line is None or self._line.asking:
            return
        typed = self._line.text().strip()
        if typed:
            self.shell.do(commands.meeting.note_item, line.id, typed)
            self._line.clear()
        elif not self._hidden():
            prompt = t("A note on “{item}”.", item=line.text)
            self._line.ask(prompt, line.note, self._keeper(commands.meeting.note_item, line))

    def _edit_chosen(self) -> None:
        """Edit the capture that is marked, else the current item."""
        capture = self._captures.current() if self._captures.marked else None
        if capture is not None:
            self._edit(capture.id, capture.text)
        else:
            self._edit_item()

    def _edit_item(self) -> None:
        line = self._checklist.current()
        if line is not None and not self._hidden():
            self._line.ask(t("An item of the checklist."), line.text, self._keeper(commands.meeting.edit_item, line))

    def _keeper(self, command: Callable[..., None], line: ItemLine) -> Callable[[str, CaptureKind | None], bool]:
        def keep(typed: str, _kind: CaptureKind | None) -> bool:
            try:
                self.shell.try_do(command, line.id, typed)
            except Refusal as refusal:
                self._line.say(refusal.sentence)
                return False
            return True

        return keep

    def _remove_chosen(self) -> None:
        capture = self._captures.current() if self._captures.marked else None
        line = self._checklist.current()
        if capture is not None:
            self._remove(capture.id)
        elif line is not None:
            self._remove_item(line.id)

    def _remove_item(self, item_id: int) -> None:
        self.shell.do_and_say(t("Taken off the checklist."), commands.meeting.remove_item, item_id)

    def _hidden(self) -> bool:
        """Whether the shield stands before editing; then that is said."""
        if self.shell.shielded:
            self.shell.say(t("Take the shield down with F9 to edit this."))
        return self.shell.shielded
