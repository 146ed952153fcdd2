"""The keys of a meeting tried out before they are pressed, so that the first of each kind is as fast as the next.

None of it is kept: see `Desk.rehearse`. What is tried out has no words of anybody's.

Measured over eight first meetings each, with and without it in turns: of what a key has computed until it is painted,
the slowest of a meeting takes 9 ms in place of 12 (of 16 that a frame has), the first tick 4.3 in place of 5.5, the
first item that is added 8.7 in place of 11.6.
"""

from collections.abc import Callable, Iterator

from sqlmodel import Session

from negdesk.commands import capture, meeting
from negdesk.commands.draft import keep_draft
from negdesk.domain.meeting import CaptureKind, Phase, meeting_place
from negdesk.domain.negotiation import LampKind, Side
from negdesk.storage.sessions import raw_connection

_WORDS = "–"
"""What is written down: words that nobody reads."""


def gestures(meeting_id: int) -> Iterator[Callable[[Session], object]]:
    """What a meeting's keys do, a few of them at a time, each by itself a few milliseconds at the most."""
    yield lambda session: _write_down(session, meeting_id, CaptureKind.NOTE)
    yield lambda session: _put_on_the_table(session, meeting_id)
    yield lambda session: _offer(session, meeting_id)
    yield lambda session: _bring_up(session, meeting_id, CaptureKind.QUESTION, "SELECT text FROM question")
    yield lambda session: _bring_up(session, meeting_id, CaptureKind.IF_THEN, "SELECT if_text FROM if_then")
    yield lambda session: _go_through(session, meeting_id)
    yield lambda session: _tick_all_kinds(session, meeting_id)
    yield lambda session: _light(session, meeting_id)


def _write_down(session: Session, meeting_id: int, kind: CaptureKind) -> None:
    keep_draft(session, meeting_place(meeting_id), _WORDS)
    made = capture.capture(session, meeting_id, kind, _WORDS).capture_id
    capture.edit_capture(session, made, 2 * _WORDS)
    capture.remove_capture(session, made)


def _put_on_the_table(session: Session, meeting_id: int) -> None:
    made = capture.capture(session, meeting_id, CaptureKind.GIVE, _WORDS).capture_id
    for answer in capture.Answer:
        capture.answer_capture(session, made, answer)
    capture.edit_capture(session, made, 2 * _WORDS)


def _offer(session: Session, meeting_id: int) -> None:
    for name in _of_plan(session, meeting_id, "SELECT name FROM term"):
        made = capture.capture(session, meeting_id, CaptureKind.OUR_OFFER, f"{name} 1").capture_id
        for answer in capture.Answer:
            capture.answer_capture(session, made, answer)
        capture.edit_capture(session, made, f"{name} 2")


def _bring_up(session: Session, meeting_id: int, kind: CaptureKind, sql: str) -> None:
    for text in _of_plan(session, meeting_id, sql):
        capture.capture(session, meeting_id, kind, text)


def _go_through(session: Session, meeting_id: int) -> None:
    before = meeting.add_item(session, meeting_id, Phase.OPEN, _WORDS)
    item = meeting.add_item(session, meeting_id, Phase.OPEN, _WORDS, before)
    meeting.move_item(session, item, 0)
    meeting.note_item(session, item, _WORDS)
    meeting.edit_item(session, item, 2 * _WORDS)
    meeting.remove_item(session, item)


def _tick_all_kinds(session: Session, meeting_id: int) -> None:
    found = raw_connection(session).execute(
        "SELECT min(id) FROM checklist_item WHERE meeting_id = ?"
        " GROUP BY ledger_item_id IS NULL, question_id IS NULL, ticked_at IS NULL",
        (meeting_id,),
    )
    for (item,) in found.fetchall():
        meeting.tick_item(session, item)
        meeting.untick_item(session, item)


def _light(session: Session, meeting_id: int) -> None:
    row = raw_connection(session).execute("SELECT negotiation_id FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    for side in Side:
        meeting.set_lamp(session, row[0] if row else 0, side, LampKind.WANTS, True)
        meeting.set_lamp(session, row[0] if row else 0, side, LampKind.WANTS, True, who=_WORDS, evidence=_WORDS)
        meeting.set_lamp(session, row[0] if row else 0, side, LampKind.WANTS, False)


def _of_plan(session: Session, meeting_id: int, sql: str) -> list[str]:
    """The first text of the plan that a query finds, if there is one."""
    of_meeting = f"{sql} WHERE negotiation_id = (SELECT negotiation_id FROM meeting WHERE id = ?) LIMIT 1"  # noqa: S608  # ours
    return [str(text) for (text,) in raw_connection(session).execute(of_meeting, (meeting_id,)).fetchall()]
