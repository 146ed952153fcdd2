"""Where the window opens."""

from pathlib import Path

from PySide6.QtCore import QSettings

from negdesk.desk import Desk
from negdesk.desktop.shell import Place
from negdesk.domain.wording import t
from negdesk.library_files import own_library
from negdesk.queries.going_on import meeting_going_on
from negdesk.storage import clock


def first_place(desk: Desk, meet: str) -> Place:
    """Where the window opens: at the meeting that was asked for, else at one that is running, else on today.

    A meeting that is running after a crash, a power cut or a restart goes on where it was. Raises `Refusal` for a name
    that nothing has.
    """
    if meet:
        from negdesk.queries.papers_find import subject_named

        return Place("negotiation", desk.ask(subject_named, meet), "meet")
    going_on = desk.ask(meeting_going_on, clock.now())
    return Place("negotiation", going_on, "meet") if going_on else Place("today")


def last_library(settings: QSettings) -> tuple[Path, str]:
    """The library that was open last, or the user's own; and what to say of it where it is not there any more."""
    last = settings.value("last_library")
    if not last:
        return own_library(), ""
    gone = t("{path} was open last and is not there. Is its disk connected? Or open it where it is now.", path=last)
    return Path(str(last)), gone
