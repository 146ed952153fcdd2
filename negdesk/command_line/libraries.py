"""Which library the words name, and a desk on it for as long as a subcommand works."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from negdesk.domain.backup import words_of_missing
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import backup_folder, is_there, own_library, sample_library

if TYPE_CHECKING:
    from negdesk.desk import Desk
    from negdesk.domain.backup import Reason
    from negdesk.storage.backup import Access


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
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        default=default,
        help=t("a file whose first line is the passphrase or the recovery code (else: NEGDESK_PASSPHRASE)"),
    )


def typed_passphrase(arguments: Namespace) -> str:
    """The passphrase that a file holds where the words name one, else the environment's; empty where there is none."""
    return read_passphrase(arguments.passphrase_file) or os.environ.get("NEGDESK_PASSPHRASE", "")


def read_passphrase(path: Path | None) -> str:
    """The first line of a file; empty where no file is named. Raises `Refusal` where it cannot be read."""
    if path is None:
        return ""
    try:
        with path.open(encoding="utf-8-sig") as file:  # some editors write a mark before the first letter
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise Refusal(t("{path} cannot be read. Its first line should be the passphrase.", path=path)) from None


def existing_library(arguments: Namespace) -> Path:
    """The library that the words name, else the user's own. Raises `Refusal` where there is no such file."""
    path = chosen_library(arguments) or own_library()
    if not is_there(path):
        raise Refusal(t("There is no library at {path}. Name one with --library FILE.", path=path))
    return path


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
    path = existing_library(arguments)
    desk = open_desk(path, typed_passphrase(arguments), backup_folder(path))
    try:
        if desk.missing:
            print(f"negdesk: {words_of_missing(path.name, desk.missing)}", file=sys.stderr)
        yield desk
    finally:
        desk.close()


def back_up_before(access: "Access", reason: "Reason") -> Path | None:
    """Back a library up, where its backups are kept, before something is changed as a whole; returns the backup's file.

    The sample is made up and needs none; then nothing is returned. Raises `Refusal`; then nothing may be changed.
    """
    from negdesk.backing_up import Backups
    from negdesk.storage import clock

    if access.path == sample_library():
        return None
    return Backups(access.path, backup_folder(access.path)).make(access, reason, clock.now())
