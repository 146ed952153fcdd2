"""The one place that asks what time it is, so that the sample and the tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, with the local time zone, to the second."""
    moment = _frozen or datetime.now(UTC)
    return moment.astimezone().replace(microsecond=0)


def now_utc() -> str:
    """The present moment as stored: UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    return utc_text(_frozen or datetime.now(UTC))


def today() -> date:
    """Today's date where the user is."""
    return now().date()


def utc_text(moment: datetime) -> str:
    """A moment as stored; a moment without a zone is taken as local."""
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"  # `strftime` takes ten times as long


def hour_text(text: str) -> str:
    """The hour of a stored UTC time where the user is, as ``10:02``."""
    return local_moment(text).isoformat()[11:16]


def local_moment(text: str) -> datetime:
    """A stored UTC time as the user's local time."""
    return datetime.fromisoformat(text).astimezone()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Let it be `at` (local if it has no zone) inside the block."""
    global _frozen
    before, _frozen = _frozen, at.astimezone()
    try:
        yield
    finally:
        _frozen = before
