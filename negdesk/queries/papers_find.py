"""Which negotiation or counterpart a person means who names one for a paper."""

from negdesk.storage.database import Connection


def paper_subjects(connection: Connection, name: str, counterparts: bool = False) -> tuple[tuple[int, str], ...]:
    """Those that `name` can mean, as number and title: the whole name first, else a number, else a part of the name.

    Capitals do not matter. What is in the bin is found only where nothing else is.
    """
    table, column = ("counterpart", "name") if counterparts else ("negotiation", "title")
    wanted = " ".join(name.split())
    rows = connection.execute(f"SELECT id, {column}, binned_at IS NOT NULL FROM {table} ORDER BY id").fetchall()
    kept = [(int(number), str(title)) for number, title, binned in rows if not binned]
    gone = [(int(number), str(title)) for number, title, binned in rows if binned]
    folded = wanted.casefold()
    for some in (kept, gone):
        for found in (
            [pair for pair in some if pair[1].casefold() == folded],
            [pair for pair in some if str(pair[0]) == wanted],
            [pair for pair in some if folded and folded in pair[1].casefold()],
        ):
            if found:
                return tuple(found)
    return ()


def all_paper_subjects(connection: Connection, counterparts: bool = False) -> tuple[tuple[int, str], ...]:
    """All that papers can be made of, as number and title, the newest first; not what is in the bin."""
    table, column = ("counterpart", "name") if counterparts else ("negotiation", "title")
    rows = connection.execute(f"SELECT id, {column} FROM {table} WHERE binned_at IS NULL ORDER BY id DESC").fetchall()
    return tuple((int(number), str(title)) for number, title in rows)
