"""Reads tables of contacts as CSV: delimiter, encoding, heading and columns are recognised, or said."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from negdesk.domain.contact import Contact, ContactsRead, Unread
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.exchange.cells import as_read
from negdesk.exchange.csv_columns import WHO, by_content, by_heading, heading_at, is_heading, recognised
from negdesk.exchange.plain_text import decoded

_SAME_BYTES = ("cp1250", "cp1254", "mac_roman")
"""Encodings in which the same bytes are other letters with accents: the headings tell in which they are words."""

MOST_ROWS = 50_000
MOST_COLUMNS = 200
DELIMITERS = (",", ";", "\t", "|")

_SAYS_DELIMITER = re.compile(r"sep=.\r?\n", re.IGNORECASE)
"""A first line by which a spreadsheet says what parts the columns."""

_LINE_END = re.compile(r"\r\n?")
_BETWEEN = re.compile(r"[;,]|:::")
_BEFORE_MAIL = re.compile(r" (?=[^ @(<]+@)")
"""Space parts mails too, but not a mail from what it is for: ``a@x.example (work) b@x.example``."""
_UNSEEN = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
"""Signs of which a text has one or two at most, and any other file one among ten."""
_LOOKED_AT = 20_000
"""Letters by which what is no text is known."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table as it was recognised: what could be said otherwise, and its rows.

    `columns` says for each column which of `csv_columns.FIELDS` it is. `heading` are the first row's words, or empty
    where the table begins at once; `above` are the rows that stand above these. Rows with nothing in them are kept, so
    that a row's number is the spreadsheet's.
    """

    encoding: str
    delimiter: str
    heading: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    above: tuple[tuple[str, ...], ...] = ()


def read_table(data: bytes, delimiter: str = "", encoding: str = "", heading: bool | None = None) -> CsvTable:
    """The table of a file; what is not said is recognised. Raises `Refusal` where it is none, or too large."""
    text = decoded(data, encoding)
    if not encoding and text.encoding == "cp1252":
        likely = max(("cp1252", *_SAME_BYTES), key=lambda each: _headings_known(data[:_LOOKED_AT], each))
        text = text if likely == "cp1252" else decoded(data, likely)
    start = text.text[:_LOOKED_AT]
    if len(_UNSEEN.findall(start)) > max(10, len(start) // 50):
        raise Refusal(t("This file is no text. In a spreadsheet, save the table as CSV and choose that file."))
    if start.lstrip("\ufeff \t\r\n")[:11].upper() == "BEGIN:VCARD":
        raise Refusal(t("There are vCards in this file and no table. Have it read as vCards."))
    if delimiter and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise Refusal(t("Columns cannot be parted by “{sign}”. Name one sign, such as ; or tab.", sign=delimiter))
    delimiter = delimiter or _delimiter(text.text)
    rows = _rows(_without_saying(text.text.removeprefix("\ufeff")), delimiter)
    if not rows:
        raise Refusal(t("There is nothing in this file. Choose another one."))
    width = max(len(row) for row in rows)
    if width > MOST_COLUMNS:
        raise Refusal(t("This table has too many columns: at most {n} can be read.", n=MOST_COLUMNS))
    if heading is False:
        return CsvTable(text.encoding, delimiter, (), by_content(rows, width), rows)
    above, rows = rows[: heading_at(rows)], rows[heading_at(rows) :]
    if not (heading or is_heading(rows, width)):
        return CsvTable(text.encoding, delimiter, (), by_content(rows, width), rows)
    return CsvTable(text.encoding, delimiter, rows[0], by_heading(rows, width), rows[1:], above)


def _headings_known(data: bytes, encoding: str) -> int:
    """How many cells of the first row name a column, if they are in these letters."""
    lines = _without_saying(decoded(data, encoding).text.lstrip()).splitlines()
    return sum(map(bool, recognised(tuple(re.split(r"[,;|\t]", lines[0].replace('"', ""))) if lines else ())))


def _without_saying(text: str) -> str:
    found = _SAYS_DELIMITER.match(text)
    return text[found.end() :] if found else text


def contacts_of(
    table: CsvTable, columns: tuple[str, ...] = (), tell: Progress = lambda _done, _all: None
) -> ContactsRead:
    """The contacts of a table, its columns read as `columns` say, or as they were recognised."""
    columns = columns or table.columns
    if not WHO & set(columns):
        raise Refusal(t("No column says who it is. Choose which one is the name."))
    contacts: list[Contact] = []
    unread = [
        Unread(t("row {n}", n=number), t("it stands above the row that names the columns"))
        for number, row in enumerate(table.above, start=1)
        if any(row)
    ]
    for number, row in enumerate(table.rows, start=len(table.above) + (2 if table.heading else 1)):
        if number % 500 == 0:
            tell(number, len(table.rows))
        if not any(row):
            continue
        where = t("row {n}", n=number)
        contact = _contact(table, columns, row, where)
        if contact.name:
            contacts.append(contact)
        else:
            unread.append(Unread(where, t("it has no name")))
    return ContactsRead(tuple(contacts), tuple(unread))


def _contact(table: CsvTable, columns: tuple[str, ...], row: tuple[str, ...], where: str) -> Contact:
    cells: dict[str, list[str]] = {}
    for number, (field, cell) in enumerate(zip(columns, row, strict=False)):
        if field and cell:
            head = table.heading[number] if number < len(table.heading) else ""
            # Several kinds of remarks come together in the note; what each is stands before it.
            several = field == "note" and columns.count("note") > 1
            cells.setdefault(field, []).append(f"{head}: {cell}" if several and head else cell)
    said = {field: " ".join(found) for field, found in cells.items()}
    organisation = " ".join(dict.fromkeys(cells.get("organisation", ())))
    person = said.get("name", "") or " ".join(
        part for part in (said.get("first_name", ""), said.get("last_name", "")) if part
    )
    is_organisation = _is_organisation(said.get("kind", "")) or not person
    return Contact(
        name=" ".join((person or organisation).split()),
        kind=CounterpartKind.ORGANISATION if is_organisation else CounterpartKind.PERSON,
        organisation="" if is_organisation else " ".join(organisation.split()),
        job_title=said.get("job_title", ""),
        emails=tuple(mail for part in _parts(cells.get("email", ())) for mail in _BEFORE_MAIL.split(part)),
        phones=tuple(_parts(cells.get("phone", ()))),
        address="\n".join(cells.get("address", ())),
        languages=said.get("languages", ""),
        known_since=said.get("known_since", ""),
        how_we_know="\n".join(cells.get("how_we_know", ())),
        what_matters="\n".join(cells.get("what_matters", ())),
        note="\n".join(cells.get("note", ())),
        where=where,
    )


def _parts(cells: Sequence[str]) -> Iterator[str]:
    """What stands in these cells, several in one parted; each in one line, with single spaces."""
    for cell in cells:
        yield from filter(None, (" ".join(part.split()) for part in _BETWEEN.split(cell)))


def _is_organisation(kind: str) -> bool:
    return kind.strip().casefold() in ("organisation", "organization", CounterpartKind.ORGANISATION.label.casefold())


def _rows(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if len(rows) > MOST_ROWS:
                raise Refusal(t("This table has too many rows: at most {n} can be read.", n=MOST_ROWS))
            if rows or any(cell.strip() for cell in row):
                rows.append(tuple(as_read(_LINE_END.sub("\n", cell.strip())) for cell in row))
    except csv.Error:
        raise Refusal(t("This table cannot be read beyond line {n}.", n=reader.line_num)) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _delimiter(text: str) -> str:
    """The sign that parts the first rows most evenly; a comma where none does."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]

    def evenness(sign: str) -> tuple[int, int]:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        except csv.Error:
            return 0, 0
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual), usual) if usual > 1 else (0, 0)

    # Names and addresses have commas in them; where both would do, they are these.
    return max(DELIMITERS, key=lambda sign: (evenness(sign), sign != "," and evenness(sign) > (0, 0)))
