"""The command line: opens the window, or makes a paper without a display."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import negdesk
from negdesk import documents
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import own_library, sample_library

if TYPE_CHECKING:
    import argparse

PAPERS = ("agreement", "gives-gets", "brief", "ledger", "log")


def main(words: list[str]) -> int:
    """Do what the words ask; returns the exit status: 0 done, 1 refused with a sentence, 2 words not understood."""
    try:
        if words in ([], ["--sample"]):  # the usual start: the window does not wait for argparse
            return _window(sample_library() if words else None, sample=bool(words))
        arguments = _parser().parse_args(words)
        if arguments.command == "export":
            return _export(arguments)
        return _window(_chosen_library(arguments), sample=arguments.sample)
    except Refusal as refusal:
        print(f"negdesk: {refusal.sentence}", file=sys.stderr)
        return 1


def _window(library: Path | None, sample: bool) -> int:
    from negdesk.desktop.launch import start

    return start(library, sample=sample)


def _parser() -> "argparse.ArgumentParser":
    import argparse

    parser = argparse.ArgumentParser(
        prog="negdesk",
        description=t("The private desk you keep open while you negotiate. Without words it opens the window."),
        epilog=t("Your library stays on this computer, in one file. Nothing is ever sent anywhere."),
    )
    parser.add_argument("--version", action="version", version=f"NegDesk {negdesk.__version__}")
    _library_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    export = commands.add_parser(
        "export",
        help=t("save a paper as PDF, without a window"),
        description=t(
            "Save a paper as PDF. “agreement” and “gives-gets” can be handed to the other side; "
            "“brief”, “ledger” and “log” are private and say so on every page."
        ),
    )
    export.add_argument("paper", choices=PAPERS, help=t("which paper"))
    export.add_argument(
        "name",
        metavar="NAME-OR-ID",
        help=t("the negotiation's title (for “log”: the counterpart's name), or its number"),
    )
    export.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help=t("where to save the PDF"))
    export.add_argument("--page", choices=("A4", "Letter"), default="A4", help=t("paper size (A4)"))
    _library_options(export, default=argparse.SUPPRESS)
    return parser


def _library_options(parser: "argparse.ArgumentParser", default: object = None) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--library", metavar="FILE", type=Path, default=default, help=t("the library file to open"))
    choice.add_argument(
        "--sample",
        action="store_true",
        default=False if default is None else default,
        help=t("look around a sample library; yours stays as it is"),
    )


def _chosen_library(arguments: "argparse.Namespace") -> Path | None:
    if arguments.sample:
        return sample_library()
    library: Path | None = arguments.library
    return library


def _export(arguments: "argparse.Namespace") -> int:
    from negdesk.opening import make_sample, open_desk

    path = _chosen_library(arguments) or own_library()
    if arguments.sample and not path.exists():
        make_sample(path)
    if not path.exists():
        raise Refusal(t("There is no library at {path}. Name one with --library FILE.", path=path))
    desk = open_desk(path)
    try:
        paper = documents.export.make_paper(desk.ask, arguments.paper, arguments.name, page=arguments.page)
        documents.export.save(arguments.output, paper.data)
    finally:
        desk.close()
    print(arguments.output)
    return 0
