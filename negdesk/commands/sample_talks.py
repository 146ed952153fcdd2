"""What came after the plan in a negotiation of the sample: meetings, lamps, stages, agreements, told day by day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session, col, select

from negdesk.commands import agreement, capture, ledger, log, meeting, negotiation, plan, promise, template
from negdesk.commands.capture import Answer
from negdesk.commands.meeting import NextStepDraft
from negdesk.commands.sample_story import PlanStory, Told, moment
from negdesk.domain.meeting import CaptureKind, Phase
from negdesk.domain.money import NumberFormat, format_amount
from negdesk.domain.negotiation import LampKind, Side, Stage
from negdesk.storage import clock
from negdesk.storage.tables import ChecklistItemRow, LogEntryRow, PromiseRow

NUMBERS = NumberFormat()
SIDES = {"give": Side.US, "get": Side.THEM, "our_offer": Side.US, "their_offer": Side.THEM}


def tell_negotiation(session: Session, told: Told, who: Mapping[str, int], today: date) -> None:
    """Tell one negotiation whole: its plan, then every meeting and every later gesture in the order of their days."""
    story = PlanStory(session, told, who, today)
    Talks(story, story.tell()).tell()


class Talks:
    """Tells the meetings of a negotiation and what was done outside of them."""

    def __init__(self, story: PlanStory, negotiation_id: int) -> None:
        self.story = story
        self.session = story.session
        self.told = story.told
        self.who = story.who
        self.today = story.today
        self.it = negotiation_id

    def tell(self) -> None:
        """Every meeting that was held and every later gesture, in the order of their days; then what lies ahead."""
        meetings: Sequence[Told] = self.told.get("meeting", ())
        held = [(each["day"], each["at"], self._hold, each) for each in meetings if "moments" in each]
        later = [(each["day"], each["at"], self._do_later, each) for each in self.told.get("later", ())]
        with clock.frozen(moment(self.today, self.told["created"], "18:40")):
            self._plan(meetings[0])
        for _, _, tell, each in sorted((*held, *later), key=lambda step: step[:2]):
            tell(each)

    def _on(self, told: Told, at: str = "at") -> datetime:
        return moment(self.today, told["day"], told[at])

    def _day(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    def _plan(self, told: Told) -> None:
        meeting.plan_meeting(
            self.session,
            self.it,
            attendees=[self.who[each] for each in told["who"]],
            starts_at=self._on(told),
            planned_minutes=told["minutes"],
            place=told["place"],
        )

    def _hold(self, told: Told) -> None:
        begun = self._on(told)
        with clock.frozen(begun):
            meeting_id = meeting.start_meeting(self.session, self.it)
        self._tick(meeting_id, Phase.OPEN, begun, None)
        for each in told["moments"]:
            with clock.frozen(moment(self.today, told["day"], each["at"])):
                self._capture(meeting_id, each)
        ended = self._on(told, "ended")
        self._tick(meeting_id, Phase.CLOSE, ended - timedelta(minutes=4), told["closed"])
        with clock.frozen(ended):
            self._end(meeting_id, told)

    def _tick(self, meeting_id: int, phase: Phase, at: datetime, places: Sequence[int] | None) -> None:
        """Tick the items of a phase that don't come from the plan, one a minute: those at `places`, or all."""
        ids = self.session.exec(
            select(ChecklistItemRow.id)
            .where(
                ChecklistItemRow.meeting_id == meeting_id,
                ChecklistItemRow.phase == phase.value,
                col(ChecklistItemRow.ledger_item_id).is_(None),
            )
            .order_by(col(ChecklistItemRow.position))
        ).all()
        for minute, item_id in enumerate(ids):
            if item_id is not None and (places is None or minute in places):
                with clock.frozen(at + timedelta(minutes=minute, seconds=20)):
                    meeting.tick_item(self.session, item_id)

    def _capture(self, meeting_id: int, told: Told) -> None:
        if "answer" in told:
            question = self.story.questions[told["answer"]]
            self._write(meeting_id, CaptureKind.QUESTION, self.story.question_text(told["answer"]))
            plan.edit_question(self.session, question, answer=told["text"])
        elif "if_then" in told:
            reply = next(each for each in self.told["if_thens"] if each.get("key") == told["if_then"])
            self._write(meeting_id, CaptureKind.IF_THEN, reply["if"])
        elif "note" in told or "private" in told:
            kind = CaptureKind.NOTE if "note" in told else CaptureKind.PRIVATE
            self._write(meeting_id, kind, told[kind.value])
        else:
            self._put_on_the_table(meeting_id, told)

    def _put_on_the_table(self, meeting_id: int, told: Told) -> None:
        kind = next(CaptureKind(name) for name in SIDES if name in told)
        if kind in (CaptureKind.GIVE, CaptureKind.GET):
            key = SIDES[kind.value], told[kind.value]
            item_id, title = self.story.items[key], self.story.titles[key]
            capture_id = self._write(meeting_id, kind, title)
            if "due" in told or "due_text" in told:
                ledger.edit_item(
                    self.session, item_id, due_on=self._day(told.get("due")), due_text=told.get("due_text", "")
                )
        else:
            capture_id = self._write(meeting_id, kind, self._offer_text(told[kind.value]))
        for answer in (Answer.ACCEPTED, Answer.DECLINED):
            if told.get(answer.value):
                capture.answer_capture(self.session, capture_id, answer)

    def _write(self, meeting_id: int, kind: CaptureKind, text: str) -> int:
        return capture.capture(self.session, meeting_id, kind, text, NUMBERS).capture_id

    def _offer_text(self, amounts: Told) -> str:
        """An offer as one would type it: ``€ 668 · 150 t · 30 days``."""
        terms = {term["key"]: term for term in self.told["terms"]}
        return " · ".join(
            format_amount(Decimal(amount), NUMBERS, terms[key].get("unit", ""), terms[key].get("currency", ""))
            for key, amount in amounts.items()
        )

    def _end(self, meeting_id: int, told: Told) -> None:
        meetings = list(self.told["meeting"])
        following = meetings[meetings.index(told) + 1 :]
        step = told.get("next_step")
        drafts = [self._next_step(step)] if step is not None else []
        meeting.end_meeting(self.session, meeting_id, drafts, none=not drafts, carried=None if following else ())
        if following:
            self._plan(following[0])
        for key, words in told.get("log", {}).items():
            self._reword_log(meeting_id, self.who[key], words)
        if step is not None and "settled" in step:
            self._keep(step["text"], self._day(step["settled"]))

    def _next_step(self, told: Told) -> NextStepDraft:
        due_on = self._day(told["due"])
        return NextStepDraft(Side(told["side"]), told["text"], due_on, told["for_us"], told["for_them"])

    def _reword_log(self, meeting_id: int, counterpart_id: int, words: Told) -> None:
        """Say in one's own words what the end of the meeting wrote into the log."""
        entry = self.session.exec(
            select(LogEntryRow).where(
                LogEntryRow.meeting_id == meeting_id, LogEntryRow.counterpart_id == counterpart_id
            )
        ).one()
        log.edit_entry(self.session, entry.row_id, text=words["text"], rapport=words.get("rapport"))

    def _keep(self, text: str, on: date | None) -> None:
        made = self.session.exec(
            select(PromiseRow).where(PromiseRow.negotiation_id == self.it, PromiseRow.text == text)
        ).one()
        promise.keep(self.session, made.row_id, on)

    def _do_later(self, told: Told) -> None:
        with clock.frozen(self._on(told)):
            if "agree_again" in told:
                agreement.open_again(self.session, self.it)
            for lamp in told.get("lamps", ()):
                meeting.set_lamp(
                    self.session,
                    self.it,
                    Side(lamp["side"]),
                    LampKind(lamp["kind"]),
                    True,
                    who=lamp["who"],
                    evidence=lamp.get("evidence", ""),
                )
            if wanted := told.get("edit_get"):
                ledger.edit_item(self.session, self.story.items[Side.THEM, wanted["key"]], title=wanted["title"])
            self._move_on(told)
            if "keep" in told:
                self._keep(told["keep"], None)
            if made := told.get("promise"):
                promise.add_promise(
                    self.session,
                    Side(made["side"]),
                    made["text"],
                    self._day(made["due"]),
                    negotiation_id=self.it,
                    counterpart_id=self.who[made["who"]],
                )
            if "save_as_template" in told:
                template.save_own_template(self.session, self.it, told["save_as_template"])
            if "look_back" in told:
                agreement.save_look_back(self.session, self.it, **told["look_back"])

    def _move_on(self, told: Told) -> None:
        stage = Stage(told["stage"]) if "stage" in told else None
        if stage is Stage.AGREED or "agree_again" in told:
            agreement.mark_agreed(self.session, self.it)
        elif stage is not None:
            negotiation.set_stage(self.session, self.it, stage)
