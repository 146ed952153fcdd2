"""A meeting's values."""

from datetime import UTC, datetime, timedelta

import pytest

from negdesk.domain.meeting import Capture, CaptureKind, ChecklistItem, Meeting, Phase
from negdesk.domain.refusal import Refusal

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"planned_minutes": 0}, "planned_minutes"),
        ({"planned_minutes": 1441}, "planned_minutes"),
        ({"starts_at": datetime(1899, 1, 1)}, "starts_at"),  # noqa: DTZ001  # an agreed hour has no zone
        ({"ended_at": TEN}, "ended_at"),
        ({"started_at": TEN, "ended_at": TEN - timedelta(seconds=1)}, "ended_at"),
        ({"place": "x" * 501}, "place"),
    ],
)
def test_what_a_meeting_refuses(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Meeting(**values)  # type: ignore[arg-type]  # a table of cases
    assert refused.value.field == field


def test_a_meeting_of_any_sensible_length() -> None:
    assert Meeting(planned_minutes=45, started_at=TEN, ended_at=TEN).planned_minutes == 45


def test_empty_items_and_captures_are_refused() -> None:
    with pytest.raises(Refusal):
        ChecklistItem(Phase.OPEN, " ")
    with pytest.raises(Refusal):
        Capture(TEN, CaptureKind.NOTE, "\n")


def test_a_long_capture_is_kept_whole() -> None:
    assert len(Capture(TEN, CaptureKind.NOTE, "x" * 10_000).text) == 10_000
