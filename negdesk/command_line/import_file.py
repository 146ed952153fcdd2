"""``negdesk import KIND FILE``: people, a whole library as JSON, or another library, without a window."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negdesk.command_line.libraries import opened_desk
from negdesk.domain.wording import mark, t, tn

if TYPE_CHECKING:
    from negdesk.desk import Desk

DESCRIPTION = mark(
    "Take in people from vCards or a CSV table, or all of another library. One command, all or nothing; what was not "
    "read is named with the reason."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``import``."""
    parser.add_argument("kind", choices=("vcard", "csv", "json", "library"), help=t("what kind of file it is"))
    parser.add_argument("file", metavar="FILE", type=Path, help=t("the file to read"))
    parser.add_argument("--preview", action="store_true", help=t("say what would come in, and change nothing"))
    parser.add_argument(
        "--duplicates",
        choices=("merge", "skip", "keep"),
        default="skip",
        help=t("what to do with those who are probably here already (skip)"),
    )
    parser.add_argument("--json", action="store_true", help=t("say it as JSON, for programs"))


def run(arguments: Namespace) -> int:
    """Read the file, take it in, and say what was read, what was not and why."""
    with opened_desk(arguments) as desk:
        said = (_people if arguments.kind in ("vcard", "csv") else _library)(desk, arguments)
    print(json.dumps(said, ensure_ascii=False, indent=2) if arguments.json else "\n".join(_sentences(said)))
    return 0


def _people(desk: "Desk", arguments: Namespace) -> dict[str, Any]:
    from negdesk import commands
    from negdesk.domain.contact import Duplicates
    from negdesk.exchange.csv_read import contacts_of, read_table
    from negdesk.exchange.duplicates import arrivals, likely_duplicates
    from negdesk.exchange.plain_text import read_file
    from negdesk.exchange.vcard_read import read_vcards
    from negdesk.queries.contact import known_contacts

    data = read_file(arguments.file)
    read = read_vcards(data) if arguments.kind == "vcard" else contacts_of(read_table(data))
    found = likely_duplicates(read.contacts, desk.ask(known_contacts))
    coming = arrivals(found, [Duplicates(arguments.duplicates)] * len(found))
    said: dict[str, Any] = {
        "read": len(read.contacts),
        "preview": arguments.preview,
        "skipped": len(found) - len(coming),
        "duplicates": [
            {"where": each.contact.where, "name": each.contact.name, "here": each.known_name, "why": each.why}
            for each in found
            if each.known_id
        ],
        "not_read": [{"where": each.where, "why": each.why} for each in read.unread],
    }
    if arguments.preview:
        return {**said, "added": sum(each.into is None for each in coming), "merged": sum(bool(e.into) for e in coming)}
    taken = desk.do(commands.contacts.take_in, coming)
    said["not_read"] += [{"where": where, "why": why} for where, why in taken.refused]
    return {**said, "added": taken.added, "merged": taken.merged}


def _library(desk: "Desk", arguments: Namespace) -> dict[str, Any]:
    from negdesk import commands
    from negdesk.exchange.library_json import MOST_BYTES, read_library_json
    from negdesk.exchange.plain_text import read_file
    from negdesk.opening import content_of
    from negdesk.queries.library_content import library_tables, library_version

    if arguments.kind == "library":
        theirs = content_of(arguments.file)
    else:
        data = read_file(arguments.file, MOST_BYTES)
        theirs = read_library_json(data, desk.ask(library_version), desk.ask(library_tables))
    if arguments.preview:
        merged = desk.ask(commands.library.preview_merge, theirs)
    else:
        merged = desk.do(commands.library.merge_library, theirs)
    return {
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
    for key, one, many in (
        ("added", mark("One came in new."), mark("{n} came in new.")),
        ("changed", mark("One was brought up to date."), mark("{n} were brought up to date.")),
        ("merged", mark("One was added to somebody who was here."), mark("{n} were added to somebody who was here.")),
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
    lines += [t("Not read, {where}: {why}", where=each["where"], why=each["why"]) for each in said["not_read"]]
    return lines
