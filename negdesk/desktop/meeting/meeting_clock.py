"""The time since a meeting began, in words."""

from datetime import datetime

from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet


def clock_text(sheet: MeetingSheet, now: datetime) -> str:
    """``24:10``; from two thirds of the planned length on also how much is left. Empty while none is running."""
    if not sheet.running or sheet.started_at is None:
        return ""
    seconds = max(0, int((now - sheet.started_at).total_seconds()))
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
    planned = sheet.planned_minutes
    if not planned or seconds * 3 < planned * 60 * 2:
        return text
    left = planned - minutes
    return t("{clock} · {n} min left", clock=text, n=left) if left > 0 else t("{clock} · time is up", clock=text)


def progress_text(sheet: MeetingSheet, now: datetime) -> str:
    """``6 of 11 · 24:10``."""
    done = t("{done} of {all}", done=sheet.done, all=sheet.total)
    return " · ".join(part for part in (done, clock_text(sheet, now)) if part)
