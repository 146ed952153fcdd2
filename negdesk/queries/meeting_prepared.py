"""What the plan has ready for a meeting: what still has to be brought up, and replies to what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import IfThen
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something of the plan that may come up, and as what it is then captured."""

    kind: CaptureKind | None
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An if-then of the plan that fits what was captured last."""

    if_text: str
    then_text: str


def replies_of(connection: Connection, negotiation_id: int) -> dict[int, IfThen]:
    """The if-thens of a plan by their numbers, in its order."""
    return {
        reply_id: IfThen(if_text, then_text, local_moment(used_at) if used_at else None)
        for reply_id, if_text, then_text, used_at in connection.execute(
            "SELECT id, if_text, then_text, used_at FROM if_then WHERE negotiation_id = ? ORDER BY position, id",
            (negotiation_id,),
        )
    }


def suggestions_of(
    connection: Connection, negotiation_id: int, items: Sequence[LedgerItem], replies: Mapping[int, IfThen]
) -> tuple[Suggestion, ...]:
    """What the plan still has to bring up, in the order of gives, gets, questions and if-thens."""
    kinds = {Side.US: CaptureKind.GIVE, Side.THEM: CaptureKind.GET}
    open_items = [item for item in items if item.state in (LedgerState.PLANNED, LedgerState.DECLINED)]
    open_items.sort(key=lambda item: item.side is Side.THEM)
    questions = connection.execute(
        "SELECT text FROM question WHERE negotiation_id = ? AND asked_at IS NULL ORDER BY position, id",
        (negotiation_id,),
    )
    return (
        *(Suggestion(kinds[item.side], item.title) for item in open_items),
        *(Suggestion(CaptureKind.QUESTION, text) for (text,) in questions),
        *(Suggestion(CaptureKind.IF_THEN, reply.if_text) for reply in replies.values() if reply.used_at is None),
    )
