"""What is captured while a meeting runs: notes, gives, gets, offers. Each function is one gesture."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlmodel import Session, select

from negdesk.commands.captured_items import (
    follow_ticks,
    known_item,
    link_item,
    reword_item,
    same_words,
    since,
    take_off_item,
)
from negdesk.commands.draft import keep_draft
from negdesk.commands.ledger import set_state
from negdesk.commands.rows import amend, columns, delete, get, insert, make, read, revise, update
from negdesk.domain.ledger import LedgerState, Offer, OfferState, OfferValue, on_the_table
from negdesk.domain.meeting import Capture, CaptureKind, meeting_place
from negdesk.domain.money import NumberFormat
from negdesk.domain.negotiation import Side
from negdesk.domain.offer_amounts import has_amount, plain_amount
from negdesk.domain.offer_text import read_offer
from negdesk.domain.plan import Term
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.clock import now, now_utc
from negdesk.storage.sessions import raw_connection
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
    the ledger. It is due on the day by which its words say it is done, unless the plan has another. An offer is read
    against the plan's terms, and refused where there is no amount in it. A question or an if-then of the plan is marked
    as used, and an item of the checklist's own that a note says is ticked.
    """
    value = Capture(now(), kind, text)
    links, unplaced = _links(session, meeting_id, value, number_format)
    capture_id = insert(session, CaptureRow, value, meeting_id=meeting_id, **links)
    keep_draft(session, meeting_place(meeting_id), "")  # it was the draft, until now
    return Captured(capture_id, unplaced)


def edit_capture(
    session: Session,
    capture_id: int,
    text: str,
    number_format: NumberFormat | None = None,
    kind: CaptureKind | None = None,
) -> Captured:
    """Reword a capture, or with `kind` say that it is of another.

    An offer is read anew and stays accepted or declined; a give or a get that came up in the meeting is reworded too.
    What the capture put on the table as another kind is taken off again. The same words change nothing: an amount of
    which it was said where it belongs stays there, and one that has no term yet is returned to be asked about.
    """
    row = columns(session, CaptureRow, capture_id)
    before, item_id, offer_id = CaptureKind(row["kind"]), row["ledger_item_id"], row["offer_id"]
    if text.strip() == row["text"] and kind in (None, before):
        return Captured(capture_id, _without_term(session, row, number_format or NumberFormat()))
    if item_id is not None and kind in (None, before):
        value = amend(session, CaptureRow, capture_id, Capture, {"text": text})
        item = columns(session, LedgerItemRow, item_id)
        if item["planned"] or known_item(session, item["negotiation_id"], Side(item["side"]), value.text) is None:
            reword_item(session, item, row["text"], value)
            return Captured(capture_id)
    offer_state = columns(session, OfferRow, offer_id)["state"] if offer_id is not None else None
    _unlink(session, row)
    value = amend(session, CaptureRow, capture_id, Capture, {"text": text, "kind": kind or before})
    links, unplaced = _links(session, row["meeting_id"], value, number_format)
    if links:
        update(session, CaptureRow, capture_id, **links)
    if offer_state is not None and "offer_id" in links:
        update(session, OfferRow, links["offer_id"], state=offer_state)
    return Captured(capture_id, unplaced)


def rekind_capture(
    session: Session, capture_id: int, kind: CaptureKind, number_format: NumberFormat | None = None
) -> Captured:
    """Say that a capture is of another kind; what it put on the table before is taken off again."""
    row = columns(session, CaptureRow, capture_id)
    if row["kind"] == kind.value:
        return Captured(capture_id)
    return edit_capture(session, capture_id, row["text"], number_format, kind)


def place_amount(
    session: Session,
    capture_id: int,
    term_id: int,
    typed: str,
    number_format: NumberFormat | None = None,
    *,
    instead: bool = True,
) -> None:
    """Say for which term an amount of an offer was meant that had found none, such as ``10 days``.

    Takes the place of an amount which the offer has for that term already; with `instead` off refuses that. Refuses
    what is not plainly one amount of it, such as a range, a day or another currency. Both refusals are about "amount".
    """
    row = get(session, CaptureRow, capture_id)
    if row.offer_id is None:
        raise Refusal(t("Only an offer has amounts. Say first that this is one."))
    value = plain_amount(typed, read(get(session, TermRow, term_id), Term), number_format or NumberFormat())
    if value is None:
        raise Refusal(t("This is not plainly one amount. Write how much it is in digits, like 650."), "amount")
    held = session.exec(
        select(OfferValueRow).where(OfferValueRow.offer_id == row.offer_id, OfferValueRow.term_id == term_id)
    ).one_or_none()
    if held is not None and not instead:
        raise Refusal(t("The offer has an amount for this already. Write the one that holds."), "amount")
    if held is None:
        make(session, OfferValueRow, OfferValue(value), offer_id=row.offer_id, term_id=term_id)
    else:
        revise(held, OfferValue, {"value": value})


def remove_capture(session: Session, capture_id: int) -> None:
    """Take a capture away with what it put on the table; undo gives it back."""
    _unlink(session, columns(session, CaptureRow, capture_id))
    delete(session, CaptureRow, capture_id)


def answer_capture(session: Session, capture_id: int, answer: Answer) -> None:
    """Say what became of the give, the get or the offer that was captured; for other captures there is nothing to."""
    row = columns(session, CaptureRow, capture_id)
    item_id, offer_id = row["ledger_item_id"], row["offer_id"]
    if item_id is not None:
        side = Side(columns(session, LedgerItemRow, item_id)["side"])
        states = {Answer.ACCEPTED: LedgerState.ACCEPTED, Answer.DECLINED: LedgerState.DECLINED}
        set_state(session, item_id, states.get(answer, on_the_table(side)))
        follow_ticks(session, item_id, ticked=answer is Answer.ACCEPTED)
    elif offer_id is not None:
        offers = {Answer.ACCEPTED: OfferState.ACCEPTED, Answer.DECLINED: OfferState.DECLINED}
        amend(session, OfferRow, offer_id, Offer, {"state": offers.get(answer, OfferState.OPEN)})
    else:
        raise Refusal(t("Only a give, a get or an offer can be accepted or declined. Choose one of those."))


def _links(
    session: Session, meeting_id: int, value: Capture, number_format: NumberFormat | None
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Put what is captured in its place: the columns that lead there, and what of an offer found no term.

    Reads in plain SQL and writes without row objects, because somebody sits across the table and waits.
    """
    kind = value.kind
    if kind is CaptureKind.NOTE:
        _tick_said(session, meeting_id, value.text)
    if kind in (CaptureKind.NOTE, CaptureKind.PRIVATE):
        return {}, ()
    negotiation_id = _negotiation_of(session, meeting_id)
    if kind in _LEDGER:
        return {"ledger_item_id": link_item(session, negotiation_id, _SIDES[kind], value)}, ()
    if kind in _OFFERS:
        return _link_offer(session, meeting_id, negotiation_id, value, number_format or NumberFormat())
    if kind is CaptureKind.QUESTION:
        _mark_asked(session, negotiation_id, value.text)
        return {}, ()
    return _mark_used(session, negotiation_id, value.text), ()


def _negotiation_of(session: Session, meeting_id: int) -> int:
    row = raw_connection(session).execute("SELECT negotiation_id FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    return int(row[0]) if row is not None else get(session, MeetingRow, meeting_id).negotiation_id


def _link_offer(
    session: Session, meeting_id: int, negotiation_id: int, value: Capture, numbers: NumberFormat
) -> tuple[dict[str, int], tuple[str, ...]]:
    terms = _terms(session, negotiation_id)
    if not terms:
        raise Refusal(
            t(
                "The plan has no terms yet. Add one there, or keep this as a note with Enter and no “=” or “~” before "
                "it."
            ),
            "text",
        )
    found = read_offer(value.text, terms, numbers)
    if not found.values and not any(has_amount(piece) for piece in found.unplaced):
        # Without the terms' names, which are private: this is said under the shield, too.
        raise Refusal(
            t("No amount was found for a term of the plan. Write for example “{example}”, or keep it as a note with "
              "Enter and no “=” or “~” before it.", example="650, 14 days"),
            "text",
        )  # fmt: skip
    offer = Offer(side=_SIDES[value.kind], made_at=value.captured_at, text=value.text)
    offer_id = insert(session, OfferRow, offer, negotiation_id=negotiation_id, meeting_id=meeting_id)
    for term_id, amount in found.values.items():
        insert(session, OfferValueRow, OfferValue(amount), offer_id=offer_id, term_id=term_id)
    return {"offer_id": offer_id}, found.unplaced


def _tick_said(session: Session, meeting_id: int, text: str) -> None:
    """Tick what the checklist itself has in these words; gives, gets and questions have captures of their own kind."""
    for item_id, said, ticked_at in _own_items(session, meeting_id):
        if ticked_at is None and same_words(said, text):
            update(session, ChecklistItemRow, item_id, ticked_at=now_utc())


def _own_items(session: Session, meeting_id: int) -> list[tuple[int, str, str | None]]:
    found = raw_connection(session).execute(
        "SELECT id, text, ticked_at FROM checklist_item"
        " WHERE meeting_id = ? AND ledger_item_id IS NULL AND question_id IS NULL",
        (meeting_id,),
    )
    return found.fetchall()


def _terms(session: Session, negotiation_id: int) -> dict[int, Term]:
    return {
        term_id: Term(name=name, unit=unit, currency=currency)
        for term_id, name, unit, currency in raw_connection(session).execute(
            "SELECT id, name, unit, currency FROM term WHERE negotiation_id = ? ORDER BY position, id",
            (negotiation_id,),
        )
    }


def _without_term(session: Session, row: Mapping[str, Any], numbers: NumberFormat) -> tuple[str, ...]:
    """What of the offer that was captured has no term; nothing once it was said of an amount where it belongs."""
    if row["offer_id"] is None:
        return ()
    found = read_offer(row["text"], _terms(session, _negotiation_of(session, row["meeting_id"])), numbers)
    held = raw_connection(session).execute(
        "SELECT term_id, value FROM offer_value WHERE offer_id = ?", (row["offer_id"],)
    )
    return found.unplaced if {term: Decimal(value) for term, value in held.fetchall()} == found.values else ()


def _mark_asked(session: Session, negotiation_id: int, text: str) -> None:
    question_id = _known_question(session, negotiation_id, text)
    if question_id is None:
        return
    if columns(session, QuestionRow, question_id)["asked_at"] is None:
        update(session, QuestionRow, question_id, asked_at=now_utc())
    open_items = raw_connection(session).execute(
        "SELECT id FROM checklist_item WHERE question_id = ? AND ticked_at IS NULL", (question_id,)
    )
    for (item_id,) in open_items.fetchall():
        update(session, ChecklistItemRow, item_id, ticked_at=now_utc())


def _known_question(session: Session, negotiation_id: int, text: str) -> int | None:
    known = raw_connection(session).execute("SELECT id, text FROM question WHERE negotiation_id = ?", (negotiation_id,))
    return next((int(number) for number, asked in known.fetchall() if same_words(asked, text)), None)


def _mark_used(session: Session, negotiation_id: int, text: str) -> dict[str, int]:
    known = raw_connection(session).execute(
        "SELECT id, if_text, then_text FROM if_then WHERE negotiation_id = ?", (negotiation_id,)
    )
    links = {}
    for reply_id, if_text, then_text in known.fetchall():
        if same_words(if_text, text) or same_words(then_text, text):
            update(session, IfThenRow, reply_id, used_at=now_utc())
            links["if_then_id"] = int(reply_id)
    return links


def _unlink(session: Session, row: Mapping[str, Any]) -> None:
    """Take off the table what the capture with these columns put there, and nothing that came from elsewhere."""
    if row["ledger_item_id"] is not None:
        take_off_item(session, row)
    if row["offer_id"] is not None:
        update(session, CaptureRow, row["id"], offer_id=None)
        delete(session, OfferRow, row["offer_id"])
    if row["kind"] == CaptureKind.QUESTION.value:
        _unask(session, row)
    if row["kind"] == CaptureKind.NOTE.value:
        for item_id, said, ticked_at in _own_items(session, row["meeting_id"]):
            if since(row, ticked_at) and same_words(said, row["text"]):
                update(session, ChecklistItemRow, item_id, ticked_at=None)
    if row["if_then_id"] is not None:
        update(session, IfThenRow, row["if_then_id"], used_at=None)
        update(session, CaptureRow, row["id"], if_then_id=None)


def _unask(session: Session, row: Mapping[str, Any]) -> None:
    question_id = _known_question(session, _negotiation_of(session, row["meeting_id"]), row["text"])
    if question_id is None or not since(row, columns(session, QuestionRow, question_id)["asked_at"]):
        return
    update(session, QuestionRow, question_id, asked_at=None)
    items = raw_connection(session).execute("SELECT id FROM checklist_item WHERE question_id = ?", (question_id,))
    for (item_id,) in items.fetchall():
        update(session, ChecklistItemRow, item_id, ticked_at=None)
