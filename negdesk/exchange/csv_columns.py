"""What the columns of a table are: recognised by their heading or by what stands in them, or said."""

import re
import unicodedata

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

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


_WHOLE_HEADINGS = {
    "name": "person name, contact name, ansprechpartner, ansprechpartnerin",
    "first_name": "middle name, middle, additional name, weitere vornamen, deuxième prénom, segundo nombre,"
    " tussenvoegsel, imię, adı",
    "last_name": "nazwisko, příjmení, priezvisko, sobrenome, soyadı, фамилия, прізвище",
    "organisation": "organization 1 name, company name, account name, organización, organizzazione, spółka, společnost,"
    " şirket, компания, организация, 会社名, 公司名称",
    "job_title": "stanowisko, pozice, unvan, ünvan, должность",
    "phone": "telefon geschäftlich, telefon privat, mobiltelefon, fax geschäftlich, fax privat, business fax, home fax,"
    " company main phone, primary phone, other phone, business phone 2, home phone 2, work phone, mobile number,"
    " phone number, telephone number, fax, fax number, télécopie, tél. mobile",
    "email": "e-mail 2: adresse, e-mail 3: adresse, e-mail 3 address, e-mail 3 value, adresse de messagerie,"
    " dirección de correo electrónico",
    "address": "straße geschäftlich, straße geschäftlich 2, ort geschäftlich, region geschäftlich,"
    " postleitzahl geschäftlich, land/region geschäftlich, straße privat, ort privat, postleitzahl privat,"
    " land/region privat, postleitzahl, business street 2, business street 3, business state, home street 2,"
    " home street 3, home state, home postal code, home country/region, dép/région, pays/région, provincia o estado,"
    " estado/provincia, país o región, país/región, state/province, zip/postal code, zipcode, město, şehir, miasto",
    "note": "anniversary, jahrestag, spouse, partner/in, kategorien, webseite, spitzname, labels, group membership,"
    " website 1 value, organization department, organization 1 department, service, departamento, relation, event,"
    " catégories, conjoint(e), anniversaire de mariage ou fête, page web, categorías, cumpleaños, aniversario, cónyuge,"
    " página web, bemerkungen, anmerkungen, kommentar, uwagi, poznámka",
}
"""Headings that address books write, parted by commas; no word of them says it alone."""

_TITLES = frozenset({"title", "titel", "titre"})
"""Beside a column for the work this is what somebody is addressed with."""

_SECOND_NAMES = frozenset(
    {
        "middle name",
        "middle",
        "tussenvoegsel",
        "additional name",
        "weitere vornamen",
        "deuxième prénom",
        "segundo nombre",
    }
)
"""First names beside the first one; by them alone nobody is called."""

_WHICH = frozenset({
    "business", "home", "work", "other", "mobile", "main", "primary", "person", "associated", "geschäftlich", "privat",
    "mailing", "weitere", "bureau", "domicile", "autre", "principal", "principale", "trabajo", "particular",
    "domicilio", "otro", "otra", "general", "de", "del", "lavoro", "ufficio", "abitazione", "altro",
})  # fmt: skip
"""Words that say which one of several phones, mails, addresses or organisations a column holds."""

_NOTHING_ALONE = frozenset({"1", "2", "e", "de", "of", "to", "other", "code", "value", "contact", "formatted"})
"""Words of the headings above that may head anything where they stand alone."""

_NUMBERED = re.compile(r" ?\d+(?: value| formatted)?$")
_SEVERAL = frozenset({"organisation", "email", "phone", "address", "note"})
"""Fields of which there may be several columns, so that words of `_WHICH` stand beside what they are."""

_MOST_ABOVE = 20

_PHONE = re.compile(r"(?=(?:\D*\d){7})[+0-9 ()/.\-]+")
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_BETWEEN_MAILS = re.compile(r"[,;\s]|:::")

WHO = frozenset({"name", "first_name", "last_name", "organisation"})
"""The fields of which one must be there to say who it is."""

Rows = tuple[tuple[str, ...], ...]


def heading_at(rows: Rows) -> int:
    """The number of the row that names the columns where some programs write a few remarks above it; else 0."""
    for number, row in enumerate(rows[:_MOST_ABOVE]):
        fields = {field for field in recognised(row) if field}
        if len(fields) > 1 and WHO & fields:
            return number
        if sum(map(bool, row)) > 1:
            break
    return 0


def is_heading(rows: Rows, width: int) -> bool:
    """Whether the first row names the columns: by a word that is known, or as it has no mail where all others do."""
    below = by_content(rows[1:], width)
    differs = (
        kind in ("email", "phone") and number < len(rows[0]) and by_content((rows[0],), width)[number] != kind
        for number, kind in enumerate(below)
    )
    return any(recognised(rows[0])) or any(differs)


def by_heading(rows: Rows, width: int) -> tuple[str, ...]:
    """What columns are by the first row, and where that does not tell, by what stands below."""
    heads = _parts_of_name(recognised(rows[0]), rows)
    below = by_content(rows[1:], width, names=not WHO & set(heads))
    return tuple((heads[number] if number < len(heads) else "") or below[number] for number in range(width))


def recognised(first: tuple[str, ...]) -> tuple[str, ...]:
    """Which of `FIELDS` each cell of a first row heads, or nothing."""
    known = _known_headings()
    plain = [_plain(cell) for cell in first]
    fields = [known.get(head, "") or _one_of_several(head, known) for head in plain]
    if fields.count("job_title") > 1:
        work = max(number for number, field in enumerate(fields) if field == "job_title")
        others = any(field == "job_title" and head not in _TITLES for head, field in zip(plain, fields, strict=True))
        fields = [
            "" if head in _TITLES and (others or number != work) else field
            for number, (head, field) in enumerate(zip(plain, fields, strict=True))
        ]
    return tuple(fields)


def _one_of_several(head: str, known: dict[str, str]) -> str:
    """What a heading heads that also says which one it is: ``phone other``, ``rue (bureau) 2``."""
    words = re.sub(r"\([^()]*\)", " ", _NUMBERED.sub("", head)).split()
    field = known.get(" ".join(word for word in words if word not in _WHICH), "")
    return field if field in _SEVERAL else ""


def _parts_of_name(heads: tuple[str, ...], rows: Rows) -> tuple[str, ...]:
    """The fields of a heading, a name beside a first or a last name alone being the other part of it.

    It stays the whole name where in most rows it holds the other part.
    """
    plain = [_plain(cell) for cell in rows[0]]
    given = next((n for n, field in enumerate(heads) if field == "first_name" and plain[n] not in _SECOND_NAMES), -1)
    family = heads.index("last_name") if "last_name" in heads else -1
    if "name" not in heads or (given < 0) == (family < 0):
        return heads
    name, other = heads.index("name"), max(given, family)
    both = [(row[name], row[other]) for row in rows[1:50] if max(name, other) < len(row) and row[name] and row[other]]
    whole = sum(set(re.findall(r"\w+", part)) <= set(re.findall(r"\w+", all_of_it)) for all_of_it, part in both)
    if whole * 2 >= len(both):
        return heads
    return (*heads[:name], "last_name" if given >= 0 else "first_name", *heads[name + 1 :])


def by_content(rows: Rows, width: int, names: bool = True) -> tuple[str, ...]:
    """What columns are by what stands in them: mails, phones, and where no heading says `names`, first a name."""
    columns = []
    for number in range(width):
        cells = [row[number] for row in rows[:50] if number < len(row) and row[number]]
        if cells and all(_is_mails(cell) for cell in cells):
            columns.append("email")
        elif cells and all(_PHONE.fullmatch(cell) and not _DAY.fullmatch(cell) for cell in cells):
            columns.append("phone")
        else:
            columns.append("name" if names and "name" not in columns else "")
    return tuple(columns)


def _is_mails(cell: str) -> bool:
    """Whether there is nothing in a cell but mails; a name beside one is no mail."""
    return all("@" in part[1:-1] for part in _BETWEEN_MAILS.split(cell) if part)


def said(words: str, heading: tuple[str, ...], guessed: tuple[str, ...]) -> tuple[str, ...]:
    """What the columns are by somebody's words: ``name,-,email``, one after the other, ``-`` for one that is left out.

    Or ``Who=name,Telephone 2=phone``, by heading or number; then the others stay as they were `guessed`. Raises
    `Refusal` that names what is not known.
    """
    parts = [part.strip() for part in words.split(",")]
    columns = [*guessed]
    if not any("=" in part for part in parts):
        if len(parts) > len(columns):
            raise Refusal(t("This table has only {n} columns. Name as many.", n=len(columns)), "columns")
        return (*(_field_said(part) for part in parts), *([""] * (len(columns) - len(parts))))
    plain = [_plain(cell) for cell in heading]
    for part in parts:
        head, _, field = part.rpartition("=")
        number = int(head) - 1 if head.strip().isdecimal() else -1
        if _plain(head) in plain:
            number = plain.index(_plain(head))
        if not 0 <= number < len(columns):
            raise Refusal(t("There is no column “{name}” in this table.", name=head or part), "columns")
        columns[number] = _field_said(field)
    return tuple(columns)


def _field_said(word: str) -> str:
    field = word.strip().casefold().replace("-", "_").strip("_")
    if field not in FIELDS:
        known = ", ".join(name for name in FIELDS if name)
        raise Refusal(t("“{word}” is no field. A column may be {known}, or - to leave it out.",
                        word=word.strip(), known=known), "columns")  # fmt: skip
    return field


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.sub(r"[_:*\-\s]+", " ", folded).split())


def _known_headings() -> dict[str, str]:
    """Every phrase that may head a column; a phrase is each run of words of the list, the whole heading must be it."""
    known = {_plain(head): field for field, heads in _WHOLE_HEADINGS.items() for head in heads.split(",")}
    for field, words in _HEADINGS.items():
        parts = _plain(words).split()
        for length in (1, 2, 3, 4):
            for start in range(len(parts) - length + 1):
                known.setdefault(" ".join(parts[start : start + length]), field)
    for word in _NOTHING_ALONE:
        known.pop(word, None)
    for field, label in FIELDS.items():
        if field:
            known[_plain(t(label))] = known[_plain(label)] = field
    return known
