"""``negdesk import KIND FILE``: people, a whole library as JSON, or another library, without a window."""

import json
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negdesk.command_line.libraries import back_up_before, opened_desk, read_passphrase, typed_passphrase
from negdesk.domain.backup import Reason
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t, tn

if TYPE_CHECKING:
    from negdesk.desk import Desk
    from negdesk.domain.contact import ContactsRead

DESCRIPTION = mark(
    "Take in people from vCards or a CSV table, or all of another library. One command, all or nothing; the library is "
    "backed up before, and what was not read is named with the reason."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``import``."""
    parser.add_argument("kind", choices=("vcard", "csv", "json", "library"), help=t("what kind of file it is"))
    parser.add_argument("file", metavar="FILE", type=Path, help=t("the file to read"))
    parser.add_argument("--preview", action="store_true", help=t("say what would come in, and change nothing"))
    parser.add_argument(
        "--duplicates",
        choices=("merge", "skip", "keep"),
        help=t("what to do with those who are probably here already (skip) or stand twice in the file (merge)"),
    )
    parser.add_argument("--json", action="store_true", help=t("say it as JSON, for programs"))
    parser.add_argument(
        "--file-passphrase-file",
        metavar="FILE",
        type=Path,
        help=t(
            "for library: a file whose first line opens the library that is read, where it has a passphrase of its own"
        ),
    )
    table = parser.add_argument_group(t("for csv"), t("What is not said is recognised; --preview says what was."))
    table.add_argument("--columns", metavar="FIELDS", default="", help=_columns_help())
    table.add_argument("--delimiter", metavar="SIGN", default="", help=t("what parts the columns: , ; | or tab"))
    table.add_argument(
        "--encoding", metavar="NAME", default="", help=t("how letters are written, such as utf-8 or cp1252")
    )
    table.add_argument("--heading", action=BooleanOptionalAction, help=t("whether the first row names the columns"))


def _columns_help() -> str:
    from negdesk.exchange.csv_columns import FIELDS

    known = ", ".join(field for field in FIELDS if field)
    return t(
        "what each column is, one after the other (name,-,email), or some of them by heading or number "
        "(Who=name,4=phone). A column may be {known}, or - to leave it out (--columns=-,name where that is the first)",
        known=known,
    )


def run(arguments: Namespace) -> int:
    """Read the file, take it in, and say what was read, what was not and why."""
    _check_words(arguments)
    with opened_desk(arguments) as desk:
        said = (_people if arguments.kind in ("vcard", "csv") else _library)(desk, arguments)
    print(json.dumps(said, ensure_ascii=False, indent=2) if arguments.json else "\n".join(_sentences(said)))
    return 0


def _check_words(arguments: Namespace) -> None:
    """Refuse words that say nothing about a file of this kind, rather than pass over them."""
    for kind, names in (
        ("csv", ("columns", "delimiter", "encoding", "heading")),
        ("library", ("file_passphrase_file",)),
    ):
        for name in names:
            if arguments.kind != kind and getattr(arguments, name) not in ("", None):
                word = f"--{name.replace('_', '-')}"
                raise Refusal(t("{word} is for {kind} only. Leave it out.", word=word, kind=kind))


def _people(desk: "Desk", arguments: Namespace) -> dict[str, Any]:
    from negdesk import commands
    from negdesk.domain.contact import Duplicates
    from negdesk.exchange.duplicates import arrivals, likely_duplicates
    from negdesk.queries.contact import known_contacts

    read, table = _read(arguments)
    found = likely_duplicates(read.contacts, desk.ask(known_contacts))
    said_of_all = Duplicates(arguments.duplicates) if arguments.duplicates else None
    coming = arrivals(
        found,
        [said_of_all or (Duplicates.MERGE if each.twin is not None else Duplicates.SKIP) for each in found],
    )
    said: dict[str, Any] = {
        "read": len(read.contacts),
        "preview": arguments.preview,
        "skipped": len(found) - len(coming),
        "duplicates": [
            {"where": each.contact.where, "name": each.contact.name, "here": each.known_name, "why": each.why}
            for each in found
            if each.known is not None
        ],
        "not_read": [{"where": each.where, "why": each.why} for each in read.unread],
        **table,
    }
    if arguments.preview:
        twice = sum(each.joins is not None for each in coming)
        added, merged = sum(each.new for each in coming), sum(each.into is not None for each in coming)
        return {**said, "added": added, "merged": merged, "twice": twice}
    said["backup"] = _backed_up(desk, Reason.IMPORT)
    taken = desk.do(commands.contacts.take_in, coming)
    said["not_read"] += [{"where": where, "why": why} for where, why in taken.refused]
    told = {"added": taken.added, "merged": taken.merged - taken.twice, "twice": taken.twice}
    return {**said, **told, "organisations": taken.organisations}


def _read(arguments: Namespace) -> tuple["ContactsRead", dict[str, Any]]:
    """The contacts of the file; and of a table what was recognised, or said."""
    from negdesk.exchange.plain_text import read_file

    data = read_file(arguments.file)
    if arguments.kind == "vcard":
        from negdesk.exchange.vcard_read import read_vcards

        return read_vcards(data), {}
    from negdesk.exchange import csv_columns
    from negdesk.exchange.csv_read import contacts_of, read_table

    delimiter = "\t" if arguments.delimiter.lower() in ("tab", "\\t") else arguments.delimiter
    table = read_table(data, delimiter, arguments.encoding, arguments.heading)
    columns = table.columns
    if arguments.columns:
        columns = csv_columns.said(arguments.columns, table.heading, table.columns)
    headings = [*table.heading, *([""] * (len(columns) - len(table.heading)))]
    return contacts_of(table, columns), {
        "table": {
            "delimiter": table.delimiter,
            "encoding": table.encoding,
            "heading": bool(table.heading),
            "columns": [{"heading": head, "field": field} for head, field in zip(headings, columns, strict=True)],
        }
    }


def _backed_up(desk: "Desk", reason: Reason) -> str:
    """Where the library was backed up before it changes; empty for the sample."""
    return str(back_up_before(desk.access, reason) or "")


def _library(desk: "Desk", arguments: Namespace) -> dict[str, Any]:
    from negdesk import commands
    from negdesk.exchange.library_json import MOST_BYTES, read_library_json
    from negdesk.exchange.plain_text import read_file
    from negdesk.looking_in import content_of
    from negdesk.queries.library_content import library_tables, library_version

    if arguments.kind == "library":
        typed = read_passphrase(arguments.file_passphrase_file) or typed_passphrase(arguments)
        theirs = content_of(arguments.file, typed)
    else:
        data = read_file(arguments.file, MOST_BYTES)
        theirs = read_library_json(data, desk.ask(library_version), desk.ask(library_tables))
    said: dict[str, Any] = {}
    if arguments.preview:
        merged = desk.ask(commands.library.preview_merge, theirs)
    else:
        said["backup"] = _backed_up(desk, Reason.MERGE)
        merged = desk.do(commands.library.merge_library, theirs)
    return {
        **said,
        "read": theirs.count(),
        "preview": arguments.preview,
        "added": merged.added,
        "changed": merged.changed,
        "removed": merged.removed,
        "set_aside": merged.set_aside,
        "not_read": [],
    }


def _sentences(said: dict[str, Any]) -> list[str]:
    lines = [tn("One thing was read.", "{n} things were read.", said["read"])]
    if said["preview"]:
        lines.append(t("This is a preview: nothing was changed."))
    lines += _table_sentences(said["table"]) if "table" in said else []
    for key, one, many in (
        ("added", mark("One came in new."), mark("{n} came in new.")),
        ("changed", mark("One was brought up to date."), mark("{n} were brought up to date.")),
        ("merged", mark("One was added to somebody who was here."), mark("{n} were added to somebody who was here.")),
        ("twice", mark("One was added to the same one in the file."), mark("{n} were added to the same in the file.")),
        (
            "organisations",
            mark("One organisation was made for those who belong to it."),
            mark("{n} organisations were made for those who belong to them."),
        ),
        (
            "removed",
            mark("One was removed, as in the other library."),
            mark("{n} were removed, as in the other library."),
        ),
        (
            "skipped",
            mark("One was probably here already and was left out."),
            mark("{n} were probably here already and were left out."),
        ),
        ("set_aside", mark("One older value was set aside."), mark("{n} older values were set aside.")),
    ):
        if said.get(key):
            lines.append(t(one) if said[key] == 1 else t(many, n=said[key]))
    lines += [t("{where}: {name} is probably {here} ({why})", **each) for each in said.get("duplicates", ())]
    if said.get("backup"):
        lines.append(t("What was there before is kept as {path}", path=said["backup"]))
    lines += [t("Not read, {where}: {why}", where=each["where"], why=each["why"]) for each in said["not_read"]]
    return lines


def _table_sentences(table: dict[str, Any]) -> list[str]:
    sign = t("tab") if table["delimiter"] == "\t" else table["delimiter"]
    columns = [
        f"{each['heading'] or number}={each['field'] or '-'}" for number, each in enumerate(table["columns"], start=1)
    ]
    return [
        t("Columns are parted by “{sign}”, letters written as {encoding}.", sign=sign, encoding=table["encoding"]),
        t("Columns: {columns}", columns=", ".join(columns)),
    ]
