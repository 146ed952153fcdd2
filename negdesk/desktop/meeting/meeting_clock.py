"""The time since a meeting began, in words."""

from datetime import datetime

from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet


def clock_text(sheet: MeetingSheet, now: datetime) -> str:
    """``24:10``; from two thirds of the planned length on also how much is left, and that it is paused.

    Empty while none is running. The time of a pause does not count.
    """
    if not sheet.running:
        return ""
    seconds = sheet.seconds(now)
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
    if sheet.paused_at is not None:
        return t("{clock} · paused", clock=text)
    planned = sheet.planned_minutes
    if not planned or seconds * 3 < planned * 60 * 2:
        return text
    left = planned - minutes
    return t("{clock} · {n} min left", clock=text, n=left) if left > 0 else t("{clock} · time is up", clock=text)


def progress_text(sheet: MeetingSheet, now: datetime) -> str:
    """``6 of 11 · 24:10``."""
    done = t("{done} of {all}", done=sheet.done, all=sheet.total)
    return " · ".join(part for part in (done, clock_text(sheet, now)) if part)
