"""A library in which every page has something of each kind, and every private field is a canary."""

import json
from datetime import date, datetime

from negdesk import commands
from negdesk.commands.capture import Answer
from negdesk.desk import Desk
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import Side
from tests.desktop.shield.canaries import sow
from tests.desktop.shield.seeing import CANARIES
from tests.house_rules.test_widgets import COUNTERPART, NEGOTIATION, fill

PLANNED, RUNNING = 3, 2
"""The negotiation whose meeting has not begun, and the meeting that is going on in the other one."""


def sow_all(desk: Desk) -> None:
    fill(desk)
    desk.do(commands.attached_file.attach_file, "offer.pdf", b"%PDF", negotiation_id=NEGOTIATION)
    planned = desk.do(commands.negotiation.new_negotiation, "One that has not met yet")
    assert planned == PLANNED
    desk.do(
        commands.meeting.plan_meeting, planned, place="at their office", starts_at=datetime(2026, 12, 20, 10, 0),  # noqa: DTZ001  # local
        planned_minutes=40,
    )  # fmt: skip
    desk.do(commands.ledger.add_give, NEGOTIATION, "Store it", cost=2, value=2, due_on=date(2026, 12, 1))
    desk.do(commands.plan.add_term, NEGOTIATION, "Volume", unit="t")
    refused = desk.do(commands.capture.capture, RUNNING, CaptureKind.GIVE, "A longer term").capture_id
    desk.do(commands.capture.answer_capture, refused, Answer.DECLINED)
    desk.do(commands.capture.capture, RUNNING, CaptureKind.NOTE, "They look at each other")
    kept = desk.do(commands.promise.add_promise, Side.US, "Call back", counterpart_id=COUNTERPART)
    desk.do(commands.promise.keep, kept, date(2026, 11, 2))

    do = desk.do
    moved = do(commands.promise.add_promise, Side.US, "In parts", date(2026, 12, 1), counterpart_id=COUNTERPART)
    desk.do(commands.promise.edit_promise, moved, due_on=date(2026, 12, 5), parts=6)
    desk.ask(lambda connection: sow(connection, CANARIES))
    for place, text in DRAFTS.items():
        desk.do(commands.draft.keep_draft, place, text)
    desk.do(commands.draft.keep_typed, f"typed:PlanPanel:{NEGOTIATION}:1/Opening", "zqrefusedx")


DRAFTS = {"meeting:2": "zqcapturex", "log:1": json.dumps({"text": "zqlogx", "kind": "note", "rapport": 0, "value": 0,
          "day": "", "negotiation": ""})}  # fmt: skip
"""What is being written in the running meeting and about the counterpart, and is not entered yet."""
