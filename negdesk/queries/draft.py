"""What is typed and not yet entered, or was refused: kept by where it was typed."""

from negdesk.storage.database import Connection


def has_drafts(connection: Connection, beginning: str) -> bool:
    """Whether something is kept at a place that begins so."""
    found = connection.execute("SELECT 1 FROM draft WHERE substr(place, 1, ?) = ?", (len(beginning), beginning))
    return found.fetchone() is not None


def draft_places(connection: Connection, beginning: str) -> tuple[str, ...]:
    """What follows this beginning in the places at which something is kept."""
    found = connection.execute(
        "SELECT substr(place, ?1 + 1) FROM draft WHERE substr(place, 1, ?1) = ?2 ORDER BY place",
        (len(beginning), beginning),
    )
    return tuple(str(rest) for (rest,) in found)


def draft_at(connection: Connection, place: str) -> str:
    """What is typed there and not yet entered."""
    found = connection.execute("SELECT text FROM draft WHERE place = ?", (place,)).fetchone()
    return str(found[0]) if found else ""


def kept_sheets(connection: Connection) -> dict[str, str]:
    """What is typed into sheets and not yet entered, by its place."""
    return dict(connection.execute("SELECT place, text FROM draft WHERE place LIKE 'sheet:%' ORDER BY place"))
