"""What is captured while a meeting runs: notes, gives, gets, offers. Each function is one gesture."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from negdesk.commands.draft import keep_draft
from negdesk.commands.ledger import add_get, add_give, remove_item, set_state
from negdesk.commands.ledger import edit_item as reword
from negdesk.commands.rows import get, make, read, revise
from negdesk.domain.ledger import LedgerState, Offer, OfferState, OfferValue, on_the_table
from negdesk.domain.meeting import Capture, CaptureKind, meeting_place
from negdesk.domain.money import NumberFormat, parse_amount
from negdesk.domain.negotiation import Side
from negdesk.domain.offer_text import read_offer
from negdesk.domain.plan import Term
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.clock import local_moment, now, now_utc
from negdesk.storage.tables import (
    CaptureRow,
    ChecklistItemRow,
    IfThenRow,
    LedgerItemRow,
    MeetingRow,
    OfferRow,
    OfferValueRow,
    QuestionRow,
    TermRow,
)

_SIDES = {
    CaptureKind.GIVE: Side.US,
    CaptureKind.GET: Side.THEM,
    CaptureKind.OUR_OFFER: Side.US,
    CaptureKind.THEIR_OFFER: Side.THEM,
}
_LEDGER = (CaptureKind.GIVE, CaptureKind.GET)
_OFFERS = (CaptureKind.OUR_OFFER, CaptureKind.THEIR_OFFER)


class Answer(StrEnum):
    """What became of a give, a get or an offer that was put on the table."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Captured:
    """The number of the capture, and what of an offer's text found no term, to be asked about."""

    capture_id: int
    unplaced: tuple[str, ...] = ()


def capture(
    session: Session, meeting_id: int, kind: CaptureKind, text: str, number_format: NumberFormat | None = None
) -> Captured:
    """Write down what is happening, with the time.

    A give or a get whose words are those of one in the plan is that one, from now on on the table; any other is new in
    the ledger. An offer is read against the plan's terms, and refused where not one amount finds its term. A question
    or an if-then of the plan is marked as used.
    """
    row = make(session, CaptureRow, Capture(now(), kind, text), meeting_id=meeting_id)
    keep_draft(session, meeting_place(meeting_id), "")  # it was the draft, until now
    return Captured(row.row_id, _link(session, row, number_format))


def edit_capture(
    session: Session,
    capture_id: int,
    text: str,
    number_format: NumberFormat | None = None,
    kind: CaptureKind | None = None,
) -> Captured:
    """Reword a capture, or with `kind` say that it is of another.

    An offer is read anew and stays accepted or declined; a give or a get that came up in the meeting is reworded too.
    What the capture put on the table as another kind is taken off again.
    """
    row = get(session, CaptureRow, capture_id)
    before = CaptureKind(row.kind)
    if row.ledger_item_id is not None and kind in (None, before):
        value = revise(row, Capture, {"text": text})
        item = get(session, LedgerItemRow, row.ledger_item_id)
        if item.planned or _known_item(session, item.negotiation_id, Side(item.side), value.text) is None:
            if not item.planned:
                reword(session, item.row_id, title=value.text)
            return Captured(capture_id)
    offer_state = get(session, OfferRow, row.offer_id).state if row.offer_id is not None else None
    _unlink(session, row)
    revise(row, Capture, {"text": text, "kind": kind or before})
    unplaced = _link(session, row, number_format)
    if offer_state is not None and row.offer_id is not None:
        get(session, OfferRow, row.offer_id).state = offer_state
    return Captured(capture_id, unplaced)


def rekind_capture(
    session: Session, capture_id: int, kind: CaptureKind, number_format: NumberFormat | None = None
) -> Captured:
    """Say that a capture is of another kind; what it put on the table before is taken off again."""
    row = get(session, CaptureRow, capture_id)
    if row.kind == kind.value:
        return Captured(capture_id)
    return edit_capture(session, capture_id, row.text, number_format, kind)


def place_amount(
    session: Session, capture_id: int, term_id: int, typed: str, number_format: NumberFormat | None = None
) -> None:
    """Say for which term an amount of an offer was meant that had found none, such as ``10 days``.

    Takes the place of an amount which the offer has for that term already.
    """
    row = get(session, CaptureRow, capture_id)
    if row.offer_id is None:
        raise Refusal(t("Only an offer has amounts. Say first that this is one."))
    get(session, TermRow, term_id)
    digits = re.search(r"[-\u2212]?\d[\d.,'\u2019\u00a0\u202f ]*", typed)
    value = parse_amount(digits[0].strip(" .,") if digits else typed, number_format or NumberFormat())
    held = session.exec(
        select(OfferValueRow).where(OfferValueRow.offer_id == row.offer_id, OfferValueRow.term_id == term_id)
    ).one_or_none()
    if held is None:
        make(session, OfferValueRow, OfferValue(value), offer_id=row.offer_id, term_id=term_id)
    else:
        revise(held, OfferValue, {"value": value})


def remove_capture(session: Session, capture_id: int) -> None:
    """Take a capture away with what it put on the table; undo gives it back."""
    row = get(session, CaptureRow, capture_id)
    _unlink(session, row)
    session.delete(row)


def answer_capture(session: Session, capture_id: int, answer: Answer) -> None:
    """Say what became of the give, the get or the offer that was captured; for other captures there is nothing to."""
    row = get(session, CaptureRow, capture_id)
    if row.ledger_item_id is not None:
        item = get(session, LedgerItemRow, row.ledger_item_id)
        states = {Answer.ACCEPTED: LedgerState.ACCEPTED, Answer.DECLINED: LedgerState.DECLINED}
        set_state(session, item.row_id, states.get(answer, on_the_table(Side(item.side))))
        _follow(session, item.row_id, answer)
    elif row.offer_id is not None:
        offers = {Answer.ACCEPTED: OfferState.ACCEPTED, Answer.DECLINED: OfferState.DECLINED}
        get(session, OfferRow, row.offer_id).state = offers.get(answer, OfferState.OPEN).value
    else:
        raise Refusal(t("Only a give, a get or an offer can be accepted or declined. Choose one of those."))


def _follow(session: Session, item_id: int, answer: Answer) -> None:
    """The checklist says the same as the ledger."""
    for item in session.exec(select(ChecklistItemRow).where(ChecklistItemRow.ledger_item_id == item_id)):
        ticked = answer is Answer.ACCEPTED
        if ticked != (item.ticked_at is not None):
            item.ticked_at = now_utc() if ticked else None


def _link(session: Session, row: CaptureRow, number_format: NumberFormat | None) -> tuple[str, ...]:
    """Put what was captured in its place; returns what of an offer found none."""
    kind = CaptureKind(row.kind)
    negotiation_id = get(session, MeetingRow, row.meeting_id).negotiation_id
    if kind in _LEDGER:
        _link_item(session, row, negotiation_id, _SIDES[kind])
    elif kind in _OFFERS:
        return _link_offer(session, row, negotiation_id, _SIDES[kind], number_format or NumberFormat())
    elif kind is CaptureKind.QUESTION:
        _mark_asked(session, row, negotiation_id)
    elif kind is CaptureKind.IF_THEN:
        _mark_used(session, row, negotiation_id)
    return ()


def _link_item(session: Session, row: CaptureRow, negotiation_id: int, side: Side) -> None:
    match = _known_item(session, negotiation_id, side, row.text)
    if match is None:
        add = add_give if side is Side.US else add_get
        item_id = add(session, negotiation_id, " ".join(row.text.split()), planned=False, value=1)
    else:
        item_id = match.row_id
    row.ledger_item_id = item_id
    if match is None or match.state in (LedgerState.PLANNED.value, LedgerState.DECLINED.value):
        set_state(session, item_id, on_the_table(side))


def _known_item(session: Session, negotiation_id: int, side: Side, text: str) -> LedgerItemRow | None:
    """The give or the get of the ledger that has these words."""
    known = session.exec(
        select(LedgerItemRow).where(LedgerItemRow.negotiation_id == negotiation_id, LedgerItemRow.side == side.value)
    ).all()
    return next((item for item in known if _same(item.title, text)), None)


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their case, spaces and full stop."""
    words = (" ".join(text.casefold().split()).rstrip(" .?!") for text in (one, other))
    return next(words) == next(words)


def _link_offer(
    session: Session, row: CaptureRow, negotiation_id: int, side: Side, numbers: NumberFormat
) -> tuple[str, ...]:
    terms = session.exec(
        select(TermRow).where(TermRow.negotiation_id == negotiation_id).order_by(col(TermRow.position), col(TermRow.id))
    ).all()
    if not terms:
        raise Refusal(t("The plan has no terms yet. Add one there, or keep this as a note with Enter."), "text")
    found = read_offer(row.text, {term.row_id: read(term, Term) for term in terms}, numbers)
    if not found.values:
        raise Refusal(
            t("No amount was found for {terms}. Write for example “{name} 100”, or keep it as a note with Enter.",
              terms=", ".join(term.name for term in terms[:3]), name=terms[0].name),
            "text",
        )  # fmt: skip
    offer = make(
        session,
        OfferRow,
        Offer(side=side, made_at=local_moment(row.captured_at), text=row.text),
        negotiation_id=negotiation_id,
        meeting_id=row.meeting_id,
    )
    for term_id, value in found.values.items():
        make(session, OfferValueRow, OfferValue(value), offer_id=offer.row_id, term_id=term_id)
    row.offer_id = offer.row_id
    return found.unplaced


def _mark_asked(session: Session, row: CaptureRow, negotiation_id: int) -> None:
    question = _known_question(session, negotiation_id, row.text)
    if question is not None:
        question.asked_at = now_utc()
        for item in session.exec(select(ChecklistItemRow).where(ChecklistItemRow.question_id == question.id)):
            item.ticked_at = item.ticked_at or now_utc()


def _known_question(session: Session, negotiation_id: int, text: str) -> QuestionRow | None:
    known = session.exec(select(QuestionRow).where(QuestionRow.negotiation_id == negotiation_id)).all()
    return next((question for question in known if _same(question.text, text)), None)


def _mark_used(session: Session, row: CaptureRow, negotiation_id: int) -> None:
    for reply in session.exec(select(IfThenRow).where(IfThenRow.negotiation_id == negotiation_id)):
        if _same(reply.if_text, row.text) or _same(reply.then_text, row.text):
            reply.used_at = now_utc()
            row.if_then_id = reply.id


def _unlink(session: Session, row: CaptureRow) -> None:
    """Take off the table what this capture put there, and nothing that came from elsewhere."""
    if row.ledger_item_id is not None:
        _take_off(session, row)
    if row.offer_id is not None:
        offer = get(session, OfferRow, row.offer_id)
        row.offer_id = None
        session.flush()
        session.delete(offer)
    if row.kind == CaptureKind.QUESTION.value:
        _unask(session, row)
    if row.if_then_id is not None:
        get(session, IfThenRow, row.if_then_id).used_at = None
        row.if_then_id = None


def _take_off(session: Session, row: CaptureRow) -> None:
    """The give or the get of this capture is as it was before it, unless another capture is about it too."""
    assert row.ledger_item_id is not None  # the caller looked
    item = get(session, LedgerItemRow, row.ledger_item_id)
    row.ledger_item_id = None
    session.flush()
    if session.exec(select(CaptureRow.id).where(CaptureRow.ledger_item_id == item.id)).first() is not None:
        return
    if item.planned:
        set_state(session, item.row_id, LedgerState.PLANNED)
        _follow(session, item.row_id, Answer.LATER)
    else:
        remove_item(session, item.row_id)


def _unask(session: Session, row: CaptureRow) -> None:
    meeting = get(session, MeetingRow, row.meeting_id)
    question = _known_question(session, meeting.negotiation_id, row.text)
    if question is not None:
        question.asked_at = None
        for item in session.exec(select(ChecklistItemRow).where(ChecklistItemRow.question_id == question.id)):
            item.ticked_at = None
