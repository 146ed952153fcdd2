"""Reads vCards of the versions 2.1, 3.0 and 4.0, as address books write them.

One card that cannot be read leaves the others as they are; it is named with the line where it begins and the reason.
"""

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import vobject
from vobject.base import VObjectError, registerBehavior
from vobject.vcard import VCard3_0, VCardTextBehavior

from negdesk.domain.contact import KINDS_OF_NUMBER, Contact, ContactsRead, Unread
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.exchange.plain_text import decoded
from negdesk.exchange.quoted_text import in_utf8, labels_apart

logging.getLogger("vobject.base").disabled = True  # it writes lines that it cannot read, which are private

MOST_CARDS = 50_000
MOST_LINES = 2_000
"""Lines of one card, pictures left out."""

_PICTURES = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_BROKEN = (
    VObjectError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError,
    NotImplementedError, StopIteration, ArithmeticError,
)  # fmt: skip
"""What the parser may raise about a card that is none."""

_ANNIVERSARIES = ("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY")
_APPLE_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BARE_COMMA = re.compile(r"(\\.)|,", re.DOTALL)

Progress = Callable[[int, int], None]


class _WholeText(VCardTextBehavior):  # type: ignore[misc]  # vobject comes without types
    """A text with all its commas: vobject ends it at the first that is not escaped, and 2.1 escapes none."""

    @classmethod
    def decode(cls, line: Any) -> None:
        if str(line.params.get("ENCODING", [""])[0]).upper() in ("8BIT", "7BIT"):
            del line.params["ENCODING"]  # it says that there is none; vobject takes any for base64
        if line.encoded and isinstance(line.value, str):
            line.value = _BARE_COMMA.sub(lambda found: found[1] or "\\,", line.value)
        super().decode(line)


class _WholeTexts(VCard3_0):  # type: ignore[misc]  # vobject comes without types
    """A card of any version: one text a line, but where a line has parts."""

    defaultBehavior = _WholeText  # noqa: N815  # vobject's name
    knownChildren = {  # noqa: N815, RUF012  # vobject's name, and as it has it
        name: VCard3_0.knownChildren[name] for name in ("N", "ADR", "ORG", "CATEGORIES")
    }


registerBehavior(_WholeTexts, default=True)


def read_vcards(data: bytes, tell: Progress = lambda _done, _all: None) -> ContactsRead:
    """The contacts of a file of cards. `tell` hears now and then how many of how many were read, and may raise.

    Raises `Refusal` where there is no card at all, or more than can be taken in.
    """
    cards = list(_cards(decoded(data).text))
    if not cards:
        raise Refusal(t("There is no vCard in this file. Choose another one."))
    if len(cards) > MOST_CARDS:
        raise Refusal(t("There are too many cards in this file: at most {n} can be read at once.", n=MOST_CARDS))
    contacts: list[Contact] = []
    unread: list[Unread] = []
    for number, (line, text) in enumerate(cards):
        if number % 50 == 0:
            tell(number, len(cards))
        where = t("line {n}", n=line)
        contact, why = _read(text, where) if text.count("\n") <= MOST_LINES else (None, t("the card is too long"))
        contacts += [contact] if contact is not None else []
        unread += [Unread(where, why)] if why else []
    tell(len(cards), len(cards))
    return ContactsRead(tuple(contacts), tuple(unread))


def _cards(text: str) -> Iterator[tuple[int, str]]:
    """Each card with the number of its first line; pictures and sounds are left out, for nobody here shows them."""
    lines: list[str] | None = None
    first, skipping = 0, False
    for number, line in enumerate(_LINE_END.split(text), start=1):
        marker = line.strip().upper()
        if marker == "BEGIN:VCARD":
            if lines is not None:
                yield first, "\n".join(lines)
            lines, first, skipping = [line.strip()], number, False
        elif lines is not None:
            skipping = (skipping and (line[:1] in (" ", "\t"))) or bool(_PICTURES.match(line))
            if not skipping:
                lines.append(line)
            if marker == "END:VCARD":
                yield first, "\n".join(lines) + "\n"
                lines = None
    if lines is not None:
        yield first, "\n".join(lines)


def _read(text: str, where: str) -> tuple[Contact | None, str]:
    """The contact of a card, and what of it cannot be read and why, all of it or some lines."""
    if "\nEND:VCARD" not in text.upper():
        return None, t("the card does not end")
    try:
        card, why = _parsed(in_utf8(labels_apart(text)))
        read = _contact(_Card(card), where)
    except _BROKEN:
        return None, t("the card cannot be understood")
    return (None, read) if isinstance(read, str) else (read, why)


def _parsed(text: str) -> tuple[Any, str]:
    """The card without the lines that cannot be understood, and a word on them where there are any."""
    try:
        return vobject.readOne(text, allowQP=True), ""
    except VObjectError:
        card = vobject.readOne(text, allowQP=True, ignoreUnreadable=True)
        return card, t("lines of it cannot be understood; the rest comes in")


class _Card:
    """A card's values as plain texts."""

    def __init__(self, card: Any) -> None:
        self._lines: dict[str, list[Any]] = {}
        self._labels: dict[str, str] = {}
        for each in card.getChildren():
            self._lines.setdefault(each.name.upper(), []).append(each)
            if each.name.upper() == "X-ABLABEL" and each.group:
                found = _APPLE_LABEL.match(str(each.value))
                self._labels[each.group] = (found[1] if found else str(each.value)).lower()

    def lines(self, name: str) -> list[Any]:
        """The card's lines of this name."""
        return self._lines.get(name, [])

    def texts(self, name: str) -> list[str]:
        """Their values, those that say something; an enumeration is one value."""
        found = (_text(each.value) for each in self.lines(name))
        return [text for text in found if text]

    def first(self, *names: str) -> str:
        """The first value of the first of these names that has one."""
        return next((text for name in names for text in self.texts(name)), "")

    def labelled(self, name: str, schemes: tuple[str, ...]) -> tuple[str, ...]:
        """Numbers or addresses; where there are several, each with what it is for."""
        found: dict[str, str] = {}
        for each in self.lines(name):
            value = _text(each.value)
            for scheme in schemes:
                value = value.removeprefix(scheme).removeprefix(scheme.upper())
            if value:
                found.setdefault(value, self._label(each))
        if len(found) == 1:
            return tuple(found)
        return tuple(f"{value} ({label})" if label else value for value, label in found.items())

    def label_of(self, line: Any, else_: str) -> str:
        """What a line is called in the address book."""
        return (self._labels.get(line.group, "") or else_).capitalize()

    def kind_of(self, line: Any, else_: str) -> str:
        """What a line says it is by its type."""
        return next(iter(line.params.get("TYPE", ())), else_).capitalize()

    def _label(self, line: Any) -> str:
        if line.group in self._labels:
            return self._labels[line.group]
        types = [*line.singletonparams, *line.params.get("TYPE", ())]
        words = {word.strip().lower() for each in types for word in each.split(",")}
        return next((kind for kind in KINDS_OF_NUMBER if kind in words), "")


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(part for part in (_text(each) for each in value) if part)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n")).strip().strip(";").strip()


def _contact(card: _Card, where: str) -> Contact | str:
    if "group" in (card.first("KIND").lower(), card.first("X-ADDRESSBOOKSERVER-KIND").lower()):
        return t("it is a list of others")
    organisation = [_text(part) for line in card.lines("ORG") for part in _parts(line.value)]
    name = card.first("FN") or _name(card) or card.first("NICKNAME")
    shown_as_company = card.first("X-ABSHOWAS").lower() == "company" or card.first("KIND").lower() == "org"
    if not name:
        shown_as_company = shown_as_company or bool(organisation)
    name = name or (organisation[0] if organisation else "") or card.first("EMAIL")
    if not name:
        return t("it has no name")
    is_organisation = shown_as_company or (bool(organisation) and name == organisation[0] and not _name(card))
    return Contact(
        name=" ".join(name.split()),
        kind=CounterpartKind.ORGANISATION if is_organisation else CounterpartKind.PERSON,
        organisation="" if is_organisation else " ".join((organisation or [""])[0].split()),
        job_title=card.first("TITLE", "ROLE"),
        emails=card.labelled("EMAIL", ("mailto:",)),
        phones=card.labelled("TEL", ("tel:",)),
        address="\n\n".join(text for line in card.lines("ADR") if (text := _address(line.value)))
        or card.first("LABEL"),
        languages=", ".join(card.texts("LANG")),
        note=_note(card, organisation[1:]),
        where=where,
    )


def _parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _name(card: _Card) -> str:
    """The name in the order in which it is said, out of its parts."""
    for line in card.lines("N"):
        name = line.value
        parts = [_text(getattr(name, part, "")) for part in ("prefix", "given", "additional", "family", "suffix")]
        if any(parts):
            return " ".join(part for part in parts if part)
    return ""


def _address(value: Any) -> str:
    parts = {
        part: _text(getattr(value, part, ""))
        for part in ("box", "extended", "street", "code", "city", "region", "country")
    }
    town = " ".join(part for part in (parts["code"], parts["city"]) if part)
    lines = (parts["box"], parts["extended"], parts["street"], town, parts["region"], parts["country"])
    return "\n".join(line for line in lines if line)


def _note(card: _Card, departments: list[str]) -> str:
    """The card's notes, and below them what has no field of its own here."""
    said = [
        (t("Nickname"), card.texts("NICKNAME")),
        (t("Department"), [part for part in departments if part]),
        (t("Birthday"), [_day(line) for line in card.lines("BDAY")]),
        (t("Anniversary"), [_day(line) for name in _ANNIVERSARIES for line in card.lines(name)]),
        (t("Website"), [text.replace("\\:", ":") for text in card.texts("URL")]),
        (t("Categories"), card.texts("CATEGORIES")),
        (t("Spouse"), card.texts("X-MS-SPOUSE")),
        (t("Role"), card.texts("ROLE") if card.texts("TITLE") else []),
        (t("Messages"), [text.replace("\\:", ":") for text in card.texts("IMPP")]),
        (t("Profile"), [text.replace("\\:", ":") for text in card.texts("X-SOCIALPROFILE")]),
        *((t("Custom {n}", n=number), card.texts(f"X-CUSTOM{number}")) for number in range(1, 5)),  # of Thunderbird
    ]
    related = [(card.label_of(line, t("Related")), _text(line.value)) for line in card.lines("X-ABRELATEDNAMES")]
    related += [(card.kind_of(line, t("Related")), _text(line.value)) for line in card.lines("RELATED")]
    dates = [f"{card.label_of(line, t('Date'))}: {_day(line)}" for line in card.lines("X-ABDATE")]
    below = [f"{label}: {', '.join(part for part in values if part)}" for label, values in said if any(values)]
    people = [f"{label}: {name}" for label, name in related if name]
    return "\n".join((*card.texts("NOTE"), *below, *dates, *people))


def _day(line: Any) -> str:
    """A day as ``1980-05-04``, or without the year ``05-04``; anything else as it stands."""
    text = _text(line.value)
    found = re.match(r"^(\d{4}|--)-?(\d\d)-?(\d\d)(?:T.*)?$", text)
    if not found:
        return text
    year = "" if found[1] == "--" or "X-APPLE-OMIT-YEAR" in line.params else found[1]
    return f"{year}-{found[2]}-{found[3]}" if year else f"{found[2]}-{found[3]}"
