"""What the search line finds in the library: names first, then passages by kind, in each the newest first.

Each search is bounded: the index is asked for the newest entries only, a source at a time where there are many, and
what takes longer than `PATIENCE` is broken off with what was found so far.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import perf_counter

from negdesk.domain.dates import DateOrder
from negdesk.domain.privacy import Open
from negdesk.domain.search_text import Sought, marks, passage
from negdesk.domain.search_words import Wanted, kind_text, read_search
from negdesk.domain.wording import t
from negdesk.queries.log_words import people_told_apart
from negdesk.queries.search_names import counterparts_called, likely_names
from negdesk.queries.search_places import GROUPS, NAMES, READINGS, group_text
from negdesk.queries.told_apart import titles_told_apart
from negdesk.storage.database import Connection
from negdesk.storage.search_index import MARK, SHIFT, IndexDamaged

__all__ = ["MOST", "NAMES", "Hit", "IndexDamaged", "SearchSheet", "search_sheet"]

MOST = 6
"""Hits of one group that are shown."""

MANY = 1000
"""Where more entries than this hold the words, each source is asked by itself."""

PATIENCE = 0.25
"""Seconds after which a search is broken off."""

MOST_SCOPES = 400
"""Negotiations and meetings that `with:` looks into, the newest."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the page it is on, its number there, the step, what to put the cursor on, and the passage.

    `marks` are the starts and ends of the words in the passage; `title_marks` those in the title.
    """

    page: Open[str]
    id: Open[int]
    step: Open[str]
    focus: Open[str]
    group: Open[str]
    kind: Open[str]
    title: Open[str]
    title_marks: Open[tuple[tuple[int, int], ...]]
    passage: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchSheet:
    """What was found. `more` says that there is more than is shown; `meant` is the name taken for one mistyped."""

    hits: Open[tuple[Hit, ...]]
    more: Open[bool] = False
    meant: Open[str] = ""
    trouble: Open[str] = ""


def search_sheet(
    connection: Connection, words: str, today: date, order: DateOrder = DateOrder.DAY_FIRST, most: int = MOST
) -> SearchSheet:
    """What the words find, at most `most` in each group; nothing for no words.

    Never raises for what was typed. Raises `IndexDamaged` where the index cannot be read.
    """
    wanted = read_search(words, today, order)
    if not wanted:
        return SearchSheet((), trouble=wanted.trouble)
    try:
        with _patience(connection):
            return replace(_found(connection, wanted, most), trouble=wanted.trouble)
    except Exception as error:
        if "interrupted" in str(error):
            return SearchSheet((), more=True, trouble=t("This takes too long. Add a word or a filter."))
        if any(word in str(error) for word in ("malformed", "corrupt", "search_index", "fts5")):
            raise IndexDamaged from error
        raise


@contextmanager
def _patience(connection: Connection) -> Iterator[None]:
    end = perf_counter() + PATIENCE
    connection.set_progress_handler(lambda: int(perf_counter() > end), 20_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _found(connection: Connection, wanted: Wanted, most: int) -> SearchSheet:
    scopes = _scopes(connection, wanted)
    if scopes is None:
        return SearchSheet(())
    sheet = _sheet(connection, wanted, scopes, most)
    if any(hit.group == group_text(NAMES) for hit in sheet.hits):
        return sheet
    # Nobody is called so: perhaps a name was mistyped.
    names = [likely_names(connection, each) for each in wanted.sought]
    if not any(names):
        return sheet
    corrected = tuple(Sought(name[0], False) if name else each for name, each in zip(names, wanted.sought, strict=True))
    meant = _sheet(connection, replace(wanted, sought=corrected), scopes, most)
    seen = {(hit.page, hit.id, hit.focus) for hit in sheet.hits}
    more = tuple(hit for hit in meant.hits if (hit.page, hit.id, hit.focus) not in seen)
    said = t(" ").join(each.text for each in corrected) if more else ""
    return SearchSheet((*more, *sheet.hits) if not sheet.hits else (*sheet.hits, *more), sheet.more or meant.more, said)


# What the index is asked


def _scopes(connection: Connection, wanted: Wanted) -> tuple[str, ...] | None:
    """Expressions that every hit must fulfil beside the words; nothing where they cannot be."""
    parts = []
    if wanted.kinds:
        parts.append(_any(f"k{kind}" for kind in wanted.kinds))
    for name in wanted.names:
        counterparts = counterparts_called(connection, name)
        if not counterparts:
            return None
        parts.append(_any(_belonging(connection, counterparts)))
    parts += [f'"{MARK}t{" ".join(Sought(tag).parts)}" *' for tag in wanted.tags]
    if wanted.after or wanted.before:
        parts.append(_any(_days(wanted.after or date(1970, 1, 1), wanted.before or date(2101, 1, 1))) or '"\ue002"')
    return tuple(parts)


def _any(tokens: Iterable[str]) -> str:
    joined = " OR ".join(f'"{MARK}{token}"' for token in tokens)
    return f"({joined})" if joined else ""


def _belonging(connection: Connection, counterparts: Sequence[int]) -> list[str]:
    """The tokens of some counterparts, their people, and the negotiations and meetings with them."""
    some = ",".join(str(number) for number in counterparts)
    people = f"SELECT id FROM counterpart WHERE id IN ({some}) OR organisation_id IN ({some})"
    deals = f"SELECT DISTINCT negotiation_id FROM party WHERE counterpart_id IN ({people})"
    tokens = [f"c{number}" for (number,) in connection.execute(f"{people} LIMIT {MOST_SCOPES}")]
    tokens += [
        f"n{number}" for (number,) in connection.execute(f"{deals} ORDER BY negotiation_id DESC LIMIT {MOST_SCOPES}")
    ]
    meetings = f"SELECT id FROM meeting WHERE negotiation_id IN ({deals}) ORDER BY id DESC LIMIT {MOST_SCOPES}"
    return tokens + [f"m{number}" for (number,) in connection.execute(meetings)]


def _days(first: date, end: date) -> list[str]:
    """The tokens of the days from `first` until before `end`: whole years and months where they fit."""
    tokens = []
    day = first
    while day < end:
        next_year, next_month = date(day.year + 1, 1, 1), (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if (day.month, day.day) == (1, 1) and next_year <= end:
            tokens.append(f"y{day.year:04}")
            day = next_year
        elif day.day == 1 and next_month <= end:
            tokens.append(f"d{day:%Y%m}")
            day = next_month
        else:
            tokens.append(f"d{day:%Y%m%d}")
            day += timedelta(days=1)
    return tokens


def _expression(wanted: Wanted, scopes: Sequence[str]) -> str:
    words = [f'"{" ".join(each.parts)}"{" *" if each.open_end else ""}' for each in wanted.sought]
    return " AND ".join([*words, *scopes])


def _entries(connection: Connection, expression: str, most: int) -> tuple[dict[int, list[int]], bool]:
    """The newest rows of each source that fulfil an expression, and whether there may be more."""
    asked = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?"
    found: dict[int, list[int]] = {source: [] for source in READINGS}
    entries = connection.execute(asked, (expression, MANY)).fetchall()
    for (entry,) in entries:
        if entry % SHIFT in found:
            found[entry % SHIFT].append(entry // SHIFT)
    if len(entries) < MANY:
        return found, False
    for source in READINGS:
        if len(found[source]) < most:
            of_source = f'"{MARK}s{source}" AND {expression}'
            found[source] = [entry // SHIFT for (entry,) in connection.execute(asked, (of_source, most))]
    return found, True


# What is shown of it


def _sheet(connection: Connection, wanted: Wanted, scopes: Sequence[str], most: int) -> SearchSheet:
    # A little more than is shown is looked at, so that a name comes before a passage and what is kept before the bin.
    found, more = _entries(connection, _expression(wanted, scopes), 5 * most)
    groups: dict[str, list[tuple[tuple[bool, bool, int], Hit]]] = {group: [] for group in GROUPS}
    for source, rows in found.items():
        reading = READINGS[source]
        some = rows[: 5 * most]
        if some:
            numbers = ",".join(str(row) for row in some)
            for row in connection.execute(f"{reading.sql} WHERE x.id IN ({numbers})"):
                groups[reading.group].append(_hit(reading.group, row, wanted.sought))
    hits: list[Hit] = []
    for ranked in groups.values():
        ranked.sort(key=lambda each: each[0])
        hits += [hit for _, hit in ranked[:most]]
        more = more or len(ranked) > most
    return SearchSheet(_told_apart(connection, hits), more)


def _told_apart(connection: Connection, hits: list[Hit]) -> tuple[Hit, ...]:
    """The hits, with what tells two negotiations or counterparts of one name apart behind it, where no mark is."""
    for page, apart in (("negotiation", titles_told_apart), ("counterpart", people_told_apart)):
        named = {hit.id: hit.title for hit in hits if hit.page == page}
        said = dict(zip(named, apart(connection, list(named), list(named.values())), strict=True))
        hits = [replace(hit, title=said[hit.id]) if hit.page == page else hit for hit in hits]
    return tuple(hits)


def _hit(group: str, row: tuple[object, ...], sought: Sequence[Sought]) -> tuple[tuple[bool, bool, int], Hit]:
    """A hit, and what it is ordered by: what is kept, then what has the words in its name, then the newest."""
    number, page, page_id, step, focus, title, kind, binned, *texts = row
    held = [str(text) for text in texts if text]
    named = marks(str(title), sought) if group == NAMES else ()
    text = next((each for each in held[1:] if marks(each, sought)), "") if group == NAMES else _best(held, sought)
    shown, places = passage(text, sought)
    # What a binned negotiation holds is given back with it.
    thrown = focus if focus and page != "negotiation" else f"{page}:{page_id}"
    place = ("bin", 0, "", thrown) if binned else (page, page_id, step, focus)
    hit = Hit(
        *place,  # type: ignore[arg-type]  # what SQL gives has no types; `READINGS` says which they are
        group=t("In the bin") if binned else group_text(group),
        kind=kind_text(str(kind)).capitalize(),
        title=str(title) or t("Promise"),
        title_marks=named,
        passage=shown,
        marks=places,
    )
    return (bool(binned), not named, -int(str(number))), hit


def _best(texts: Sequence[str], sought: Sequence[Sought]) -> str:
    """The text that holds the words; the first where none holds all of a phrase."""
    return next((text for text in texts if marks(text, sought)), next(iter(texts), ""))
