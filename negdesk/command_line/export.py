"""``negdesk export PAPER NAME-OR-ID -o FILE``: a paper as PDF, without a window."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import opened_desk
from negdesk.domain.wording import mark, t

DESCRIPTION = mark(
    "Save a paper as PDF. “agreement” and “gives-gets” can be handed to the other side; "
    "“brief”, “ledger” and “log” are private and say so on every page."
)

PAPERS = ("agreement", "gives-gets", "brief", "ledger", "log")


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``export``."""
    parser.add_argument("paper", choices=PAPERS, help=t("which paper"))
    parser.add_argument(
        "name",
        metavar="NAME-OR-ID",
        help=t("the negotiation's title (for “log”: the counterpart's name), or its number"),
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help=t("where to save the PDF"))
    parser.add_argument("--page", choices=("A4", "Letter"), default="A4", help=t("paper size (A4)"))


def run(arguments: Namespace) -> int:
    """Make the paper, save it whole or not at all, and print where."""
    from negdesk.documents import export

    with opened_desk(arguments) as desk:
        paper = export.make_paper(desk.ask, arguments.paper, arguments.name, page=arguments.page)
        export.save(arguments.output, paper.data)
    if paper.unprintable:
        print(export.report_of(paper.unprintable), file=sys.stderr)
    print(arguments.output)
    return 0
