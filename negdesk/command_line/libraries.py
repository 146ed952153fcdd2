"""Which library the words name, and a desk on it for as long as a subcommand works."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import own_library, sample_library

if TYPE_CHECKING:
    from negdesk.desk import Desk


def library_options(parser: ArgumentParser, default: object = None) -> None:
    """Let the words name a library; `default` is ``SUPPRESS`` where a parser above has the same options."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--library", metavar="FILE", type=Path, default=default, help=t("the library file to open"))
    choice.add_argument(
        "--sample",
        action="store_true",
        default=False if default is None else default,
        help=t("look around a sample library; yours stays as it is"),
    )


def chosen_library(arguments: Namespace) -> Path | None:
    """The library that the words name; nothing where they name none."""
    if arguments.sample:
        return sample_library()
    library: Path | None = arguments.library
    return library


@contextmanager
def opened_desk(arguments: Namespace) -> Iterator["Desk"]:
    """A desk on the library that the words name, else on the user's own, closed at the end of the block.

    The sample is made where it is asked for and is not there yet. Raises `Refusal` where there is no such library.
    """
    from negdesk.opening import make_sample, open_desk

    path = chosen_library(arguments) or own_library()
    if arguments.sample and not path.exists():
        make_sample(path)
    if not path.exists():
        raise Refusal(t("There is no library at {path}. Name one with --library FILE.", path=path))
    desk = open_desk(path)
    try:
        yield desk
    finally:
        desk.close()
