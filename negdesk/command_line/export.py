"""``negdesk export WHAT -o FILE``: a paper as PDF, or the library in another format, without a window."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import opened_desk
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

DESCRIPTION = mark(
    "Save a paper as PDF, or the library in another format. “agreement” and “gives-gets” can be handed to the other "
    "side; “brief”, “ledger” and “log” are private and say so on every page; every other format is private."
)

PAPERS = ("agreement", "gives-gets", "brief", "ledger", "log")
FORMATS = ("json", "markdown", "csv", "ics", "vcard")
TABLES = ("counterparts", "log", "negotiations", "terms", "ledger", "promises")
"""Those of `negdesk.queries.exchange_tables`, which need not be loaded for this; a house rule compares the two."""


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``export``."""
    parser.add_argument("paper", metavar="WHAT", choices=PAPERS + FORMATS, help=", ".join(PAPERS + FORMATS))
    parser.add_argument(
        "name",
        metavar="NAME-OR-ID",
        nargs="?",
        default="",
        help=t("the negotiation's title (for “log”: the counterpart's name), or its number"),
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help=t("where to save it"))
    parser.add_argument("--table", choices=TABLES, help=t("which table, for csv (counterparts)"))
    parser.add_argument(
        "--changes", action="store_true", help=t("“agreement” marks what changed since the version agreed before")
    )
    parser.add_argument("--page", choices=("A4", "Letter"), default="A4", help=t("paper size (A4)"))


def run(arguments: Namespace) -> int:
    """Make the paper or the file, save it whole or not at all, and print where."""
    from negdesk.documents import export

    _check_words(arguments)
    if arguments.paper in FORMATS:
        return _format(arguments)
    if not arguments.name:
        raise Refusal(t("Say which one: a title or a number after “{paper}”.", paper=arguments.paper))
    with opened_desk(arguments) as desk:
        paper = export.make_paper(
            desk.ask, arguments.paper, arguments.name, page=arguments.page, mark_changes=arguments.changes
        )
        export.save(arguments.output, paper.data)
    if paper.unprintable:
        print(export.report_of(paper.unprintable), file=sys.stderr)
    _say_where(arguments.output)
    return 0


def _check_words(arguments: Namespace) -> None:
    """Refuse words that say nothing about this paper or file, rather than save more than was asked for."""
    for word, said, of in (
        ("--table", arguments.table is not None, "csv"),
        ("--changes", arguments.changes, "agreement"),
    ):
        if said and arguments.paper != of:
            raise Refusal(t("{word} is for {kind} only. Leave it out.", word=word, kind=of))
    if arguments.name and arguments.paper in FORMATS:
        raise Refusal(
            t("“{paper}” holds all of the library. Leave “{name}” out.", paper=arguments.paper, name=arguments.name)
        )


def _format(arguments: Namespace) -> int:
    from negdesk.documents.export import save
    from negdesk.exchange.writing import private_words, written

    print(private_words(), file=sys.stderr)
    with opened_desk(arguments) as desk:
        save(arguments.output, written(desk.ask, arguments.paper, arguments.table or TABLES[0]))
    _say_where(arguments.output)
    return 0


def _say_where(output: Path) -> None:
    """Print where it was saved; not into ``/dev/stdout``, behind what somebody else is to read."""
    if output.is_file():
        print(output)
