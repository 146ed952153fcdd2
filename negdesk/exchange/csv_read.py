"""Reads tables of contacts as CSV: delimiter, encoding, heading and columns are recognised, or said."""

import csv
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from negdesk.domain.contact import Contact, ContactsRead, Unread
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.exchange.cells import as_read
from negdesk.exchange.plain_text import decoded

MOST_ROWS = 50_000
MOST_COLUMNS = 200
DELIMITERS = (",", ";", "\t", "|")

FIELDS = {
    "": mark("Leave out"),
    "name": mark("Name"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "kind": mark("Kind"),
    "organisation": mark("Organisation"),
    "job_title": mark("Job title"),
    "email": mark("Email"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "languages": mark("Languages"),
    "known_since": mark("Known since"),
    "how_we_know": mark("How we know each other"),
    "what_matters": mark("What matters to them"),
    "note": mark("Note"),
}
"""What a column may be, with the words for it."""

_HEADINGS = {
    "name": "name full name display name fullname vollständiger name anzeigename nom complet nombre completo"
    " nome completo volledige naam naam namn navn nimi 姓名 氏名 имя ime jméno",
    "first_name": "first name firstname given name vorname prénom prenom nombre nome voornaam förnamn fornavn etunimi",
    "last_name": "last name lastname surname family name nachname familienname nom de famille"
    " apellido apellidos cognome"
    " achternaam efternamn etternavn sukunimi nom",
    "kind": "kind type of contact art",
    "organisation": "organisation organization company firma unternehmen entreprise société societe empresa azienda"
    " società bedrijf organisatie företag organisation 1 name organization name virksomhet yritys 会社 公司",
    "job_title": "job title title position role beruf funktion titre fonction poste cargo puesto"
    " ruolo qualifica functie"
    " titel tehtävä organization title organization 1 title stelle",
    "email": "email e-mail mail e-mail address email address e-mail-adresse adresse e-mail courriel correo"
    " correo electrónico posta elettronica e-postadress e-post sähköposti e-mail 1 value e-mail 2"
    " address e-mail 2 value",
    "phone": "phone telephone tel mobile mobile phone business phone home phone telefon telefonnummer handy mobil"
    " téléphone telephone mobile portable teléfono móvil telefono cellulare telefoon mobiel puhelin phone 1 value"
    " phone 2 value 电话 電話",
    "address": "address street business street business address business city business postal code business"
    " country/region home street home address home city city postal code zip country adresse anschrift straße strasse"
    " plz ort stadt land rue ville code postal pays dirección calle ciudad código postal país indirizzo via città cap"
    " paese adres straat plaats postcode adress gata postnummer address 1 formatted 地址 住所",
    "languages": "language languages sprache sprachen langue langues idioma idiomas lingua lingue taal talen språk",
    "known_since": "known since bekannt seit",
    "how_we_know": "how we know each other",
    "what_matters": "what matters to them",
    "note": "note notes comment comments notiz notizen bemerkung anmerkung remarque remarques commentaire nota notas"
    " comentario note osservazioni notitie opmerking anteckning anteckningar huomautus birthday geburtstag anniversaire"
    " website web page url categories nickname department abteilung",
}
"""Words that head such a column, in several languages; longer ones are looked for first."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table as it was recognised: what could be said otherwise, and its rows.

    `columns` says for each column which of `FIELDS` it is. `heading` are the first row's words, or empty where the
    table begins at once.
    """

    encoding: str
    delimiter: str
    heading: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(data: bytes, delimiter: str = "", encoding: str = "", heading: bool | None = None) -> CsvTable:
    """The table of a file; what is not said is recognised. Raises `Refusal` where it is none, or too large."""
    text = decoded(data, encoding)
    delimiter = delimiter or _delimiter(text.text)
    rows = _rows(text.text, delimiter)
    if not rows:
        raise Refusal(t("There is nothing in this file. Choose another one."))
    width = max(len(row) for row in rows)
    if width > MOST_COLUMNS:
        raise Refusal(t("This table has too many columns: at most {n} can be read.", n=MOST_COLUMNS))
    guessed = tuple(_field(cell) for cell in rows[0])
    has_heading = heading if heading is not None else any(guessed)
    columns = (*guessed, *([""] * (width - len(guessed)))) if has_heading else _by_content(rows, width)
    return CsvTable(text.encoding, delimiter, rows[0] if has_heading else (), columns, rows[1 if has_heading else 0 :])


def contacts_of(
    table: CsvTable, columns: tuple[str, ...] = (), tell: Progress = lambda _done, _all: None
) -> ContactsRead:
    """The contacts of a table, its columns read as `columns` say, or as they were recognised."""
    columns = columns or table.columns
    if not {"name", "first_name", "last_name", "organisation"} & set(columns):
        raise Refusal(t("No column says who it is. Choose which one is the name."))
    contacts, unread = [], []
    for number, row in enumerate(table.rows, start=2 if table.heading else 1):
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
    organisation = said.get("organisation", "")
    person = said.get("name", "") or " ".join(
        part for part in (said.get("first_name", ""), said.get("last_name", "")) if part
    )
    is_organisation = _is_organisation(said.get("kind", "")) or not person
    lists = {field: tuple(cells.get(field, ())) for field in ("email", "phone")}
    return Contact(
        name=" ".join((person or organisation).split()),
        kind=CounterpartKind.ORGANISATION if is_organisation else CounterpartKind.PERSON,
        organisation="" if is_organisation else " ".join(organisation.split()),
        job_title=said.get("job_title", ""),
        emails=tuple(part for each in lists["email"] for part in re.split(r"\s*[;,]\s*|\s+", each) if part),
        phones=tuple(part for each in lists["phone"] for part in re.split(r"\s*[;,]\s*", each) if part),
        address="\n".join(cells.get("address", ())),
        languages=said.get("languages", ""),
        known_since=said.get("known_since", ""),
        how_we_know="\n".join(cells.get("how_we_know", ())),
        what_matters="\n".join(cells.get("what_matters", ())),
        note="\n".join(cells.get("note", ())),
        where=where,
    )


def _is_organisation(kind: str) -> bool:
    return kind.strip().casefold() in ("organisation", "organization", CounterpartKind.ORGANISATION.label.casefold())


def _rows(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if len(rows) > MOST_ROWS:
                raise Refusal(t("This table has too many rows: at most {n} can be read.", n=MOST_ROWS))
            if any(cell.strip() for cell in row):
                rows.append(tuple(as_read(cell.strip()) for cell in row))
    except csv.Error:
        raise Refusal(t("This table cannot be read beyond line {n}.", n=reader.line_num)) from None
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

    return max(DELIMITERS, key=evenness)


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.sub(r"[_:*\-\s]+", " ", folded).split())


def _known_headings() -> dict[str, str]:
    """Every phrase that may head a column; a phrase is each run of words of the list, the whole heading must be it."""
    known: dict[str, str] = {}
    for field, words in _HEADINGS.items():
        parts = _plain(words).split()
        for length in (1, 2, 3, 4):
            for start in range(len(parts) - length + 1):
                known.setdefault(" ".join(parts[start : start + length]), field)
    for field, label in FIELDS.items():
        if field:
            known[_plain(t(label))] = known[_plain(label)] = field
    return known


def _field(heading: str) -> str:
    """Which field a heading names, or nothing."""
    return _known_headings().get(_plain(heading), "")


def _by_content(rows: tuple[tuple[str, ...], ...], width: int) -> tuple[str, ...]:
    """What the columns of a table without heading are, by what stands in them: mails, phones, and first a name."""
    columns = []
    for number in range(width):
        cells = [row[number] for row in rows[:50] if number < len(row) and row[number]]
        if cells and all("@" in cell for cell in cells):
            columns.append("email")
        elif cells and all(re.fullmatch(r"[+0-9 ()/.\-]{5,}", cell) for cell in cells):
            columns.append("phone")
        else:
            columns.append("name" if "name" not in columns else "")
    return tuple(columns)
