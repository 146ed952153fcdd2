"""The sheet that was open when the library was closed, locked or lost its power is opened again with what was typed."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from negdesk.desktop.places import SHEETS
from negdesk.desktop.shell import Place, Shell
from negdesk.queries.draft import kept_sheets
from negdesk.queries.going_on import negotiation_of_running

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow


def bring_back_sheet(window: "MainWindow") -> None:
    """Open the sheet again over the place it belongs to; nothing happens where none was open, or its place is gone."""
    shell = window.shell
    if shell.desk.closed or shell.desk.read_only:
        return
    for at, kept in shell.desk.ask(kept_sheets).items():
        kind, number = _open_sheet(at, kept)
        place = _place_of(shell, kind, number)
        if place is None:
            continue
        if place != window.shown_place:
            window.go(place)
        if place.page in SHEETS:
            return  # going there opened it
        sheet = window.current().sheets().get(kind) if window.shown_place == place else None
        if sheet is not None:
            sheet()
            return


def _place_of(shell: Shell, kind: str, number: int) -> Place | None:
    """The place over which a sheet of a kind about a thing is opened; nothing where there is none any more."""
    match kind:
        case "new_negotiation":
            return Place("new_negotiation", number)
        case "end_meeting":
            running = shell.desk.ask(negotiation_of_running, number)
            return Place("negotiation", running, "meet") if running else None
        case "save_template":
            return Place("negotiation", number)
        case "same_counterpart":
            return Place("counterpart", number)
        case _:
            return None


def sheet_place(kind: str, number: int) -> str:
    """Where what is typed into a sheet of this kind, about the thing of this number, is kept."""
    return f"sheet:{kind}:{number}"


def _open_sheet(place: str, kept: str) -> tuple[str, int]:
    """The kind and number of a sheet that was open when its library was closed; two nothings where it was not."""
    _, kind, number = place.split(":")
    return (kind, int(number)) if read_kept(kept)[0] else ("", 0)


def read_kept(kept: str) -> tuple[bool, dict[str, Any]]:
    """What is kept of a sheet: whether it was open, and what was typed; no and nothing where it cannot be read so."""
    import json  # here, because the first paint does without it

    with suppress(ValueError, TypeError):
        was_open, typed = json.loads(kept)
        if isinstance(typed, dict):
            return was_open is True, typed
    return False, {}
