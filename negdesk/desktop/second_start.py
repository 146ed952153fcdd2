"""What a second start of the program wants of the one that has the library open: its window in front, and a meeting."""

from typing import TYPE_CHECKING

from negdesk.desktop.first_place import first_place
from negdesk.desktop.one_window import to_front
from negdesk.desktop.shell import Place
from negdesk.domain.refusal import Refusal

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow
    from negdesk.desktop.unlock_window import UnlockWindow


def answer_second_start(window: "MainWindow | None", asking: "UnlockWindow | None", meet: str) -> str:
    """Bring the window to the front and into the meeting that was named, where one was.

    Where the library is locked the window that asks for its passphrase comes, and the meeting is returned, which has to
    wait; else nothing is.
    """
    if window is not None and not window.shell.desk.closed:
        if meet:
            try:
                place = first_place(window.shell.desk, meet)
            except Refusal as refusal:
                window.shell.say(refusal.sentence)
            else:
                window.go(Place(place.page, place.id, place.step, "start"))
        to_front(window)
    elif asking is not None:
        import shiboken6  # here: it takes a fifth of the start to load

        if shiboken6.isValid(asking):
            to_front(asking)
            return meet
    return ""
