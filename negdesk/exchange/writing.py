"""What can go out besides papers: each format's bytes, its file's ending, and what to say of what it holds."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from negdesk.domain.contact import KINDS_OF_NUMBER
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.wording import mark, t
from negdesk.exchange.cells import neutral
from negdesk.exchange.library_json import library_json
from negdesk.queries.contact import KnownContact, known_contacts
from negdesk.queries.exchange_tables import TABLES, CalendarEntry, calendar_entries, plain_table
from negdesk.queries.library_content import library_content

Ask = Callable[..., Any]
"""`Desk.ask`; never one that masks."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format to write: its name, what it holds, the file's ending. All of them are private."""

    name: str
    holds: str
    ending: str

    @property
    def label(self) -> str:
        """What it holds, as the screen says it."""
        return t(self.holds)


FORMATS = (
    Format("json", mark("Everything in the library, to be read back here"), ".json"),
    Format("markdown", mark("The log and the negotiations as text"), ".md"),
    Format("csv", mark("A table for spreadsheets"), ".csv"),
    Format("ics", mark("Promises and meetings for a calendar"), ".ics"),
    Format("vcard", mark("The counterparts for an address book"), ".vcf"),
)
BY_NAME = {each.name: each for each in FORMATS}

PRIVATE = mark("Private: this file holds what you wrote for your own eyes. Keep it where only you can read it.")


def private_words() -> str:
    """What is said before anything goes out in one of these formats."""
    return t(PRIVATE)


def written(ask: Ask, name: str, table: str = "counterparts") -> bytes:
    """The library in a format of `FORMATS`; of CSV one of the tables."""
    match name:
        case "json":
            return library_json(ask(library_content))
        case "csv":
            found = ask(plain_table, table)
            return csv_bytes(found.headings, found.rows)
        case "vcard":
            return vcards(ask(known_contacts))
        case "ics":
            return calendar(ask(calendar_entries))
        case _:
            return markdown(ask)


_LABEL = re.compile(r"(.*\S) \(([^\W\d][^()]*)\)")
"""A mail or phone, and behind it what it is for."""


def csv_bytes(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> bytes:
    """UTF-8 with a mark that spreadsheets know it by; no cell is run as a formula."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def vcards(known: tuple[KnownContact, ...]) -> bytes:
    """Cards of version 3.0, which every address book reads."""
    return "".join(_vcard(each) for each in known).encode()


def _vcard(known: KnownContact) -> str:
    organisation = known.kind == "organisation"
    first, _, last = known.name.rpartition(" ")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{known.uid}", f"FN:{_escaped(known.name)}"]
    lines.append("N:;;;;" if organisation else f"N:{_escaped(last)};{_escaped(first)};;;")
    lines += [f"ORG:{_escaped(known.name)}", "X-ABShowAs:COMPANY"] if organisation else []
    lines += [f"ORG:{_escaped(known.organisation)}"] if known.organisation and not organisation else []
    lines += [f"TITLE:{_escaped(known.job_title)}"] if known.job_title else []
    lines += _labelled(known)
    lines += [f"LANG:{_escaped(known.languages)}"] if known.languages else []
    lines += [f"ADR:;;{_escaped(known.address)};;;;"] if known.address else []
    return "".join(_folded(line) for line in (*lines, "END:VCARD"))


def _labelled(known: KnownContact) -> Iterator[str]:
    """Mails and phones, what each is for as address books say it: by its type, or a label of one's own."""
    group = 0
    for name, line in (("EMAIL", known.email), ("TEL", known.phone)):
        for each in filter(None, line.split(", ")):
            found = _LABEL.fullmatch(each)
            if found is None:
                yield f"{name}:{_escaped(each)}"
            elif found[2] in KINDS_OF_NUMBER:
                yield f"{name};TYPE={found[2].upper()}:{_escaped(found[1])}"
            else:
                group += 1
                yield f"item{group}.{name}:{_escaped(found[1])}"
                yield f"item{group}.X-ABLabel:{_escaped(found[2])}"


def _escaped(text: str) -> str:
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, never within a character."""
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode()) > 74:
            pieces.append(piece)
            piece = char
        else:
            piece += char
    return "\r\n ".join((*pieces, piece)) + "\r\n"


def calendar(entries: tuple[CalendarEntry, ...]) -> bytes:
    """An iCalendar file: promises as whole days, meetings at their hours. The same entry has the same UID for good."""
    from icalendar import Calendar, Event

    whole = Calendar()
    whole.add("prodid", "-//NegDesk//NegDesk//EN")
    whole.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.kind}-{entry.uid}@negdesk")
        event.add("dtstamp", datetime.fromisoformat(entry.stamp))
        event.add("summary", entry.title)
        if entry.about:
            event.add("description", entry.about)
        if entry.place:
            event.add("location", entry.place)
        if len(entry.starts) == len("2026-11-23"):
            day = date.fromisoformat(entry.starts)
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
        else:
            # An hour without a zone is local wherever the calendar is read, as it was agreed.
            moment = datetime.fromisoformat(entry.starts)
            event.add("dtstart", moment)
            event.add("dtend", moment + timedelta(minutes=entry.minutes))
        event.add("class", "PRIVATE")
        whole.add_component(event)
    data: bytes = whole.to_ical()
    return data


def markdown(ask: Ask) -> bytes:
    """The log, a counterpart after the other, and the negotiations with their terms, gives and gets."""
    lines = [f"# {t('Private log')}", ""]
    log = ask(plain_table, "log")
    sections: dict[int, list[str]] = {}
    for who, (day, name, kind, text, *_) in zip(log.owners, log.rows, strict=True):
        section = sections.setdefault(who, [f"## {_literal(name)}", ""])
        section += [f"### {day} – {EntryKind(kind).label}", "", _quoted(text), ""]
    lines += (line for section in sections.values() for line in section)
    lines += [f"# {t('Negotiations')}", ""]
    tables = {table: ask(plain_table, table) for table in ("negotiations", "terms", "ledger")}
    for number, row in zip(tables["negotiations"].owners, tables["negotiations"].rows, strict=True):
        lines += [f"## {_literal(row[0])}", ""]
        for heading, cell in zip(tables["negotiations"].headings[1:], row[1:], strict=True):
            lines += [f"- {heading}: {_literal(cell)}"] if cell else []
        lines.append("")
        for table in ("terms", "ledger"):
            found = zip(tables[table].owners, tables[table].rows, strict=True)
            lines += _markdown_table(tables[table].headings[1:], [cells[1:] for of, cells in found if of == number])
    return ("\n".join(lines).rstrip() + "\n").encode()


def _markdown_table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    lines = [headings, ("---",) * len(headings), *rows]
    return [*(f"| {' | '.join(_literal(cell) for cell in line)} |" for line in lines), ""]


def _literal(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    for sign in "\\`*_{}[]<>#|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """What was written, which may be Markdown itself; tags of HTML are shown and never meant."""
    return "\n".join(f"> {line}".rstrip() for line in text.replace("<", "\\<").split("\n"))


__all__ = [
    "BY_NAME",
    "FORMATS",
    "PRIVATE",
    "TABLES",
    "Format",
    "calendar",
    "csv_bytes",
    "markdown",
    "vcards",
    "written",
]
