"""The table of subcommands, and the parser made of it.

A subcommand's module has ``DESCRIPTION`` (words marked for translation), ``add_arguments(parser)``, and
``run(arguments)`` which returns the exit status or raises `Refusal`. It is loaded only where its name stands among the
words, and loads what its work needs only in ``run``.
"""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import negdesk
from negdesk.command_line.libraries import library_options
from negdesk.domain.wording import mark, t


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One thing the command line does: the word for it, what it is for, and its module in this package."""

    name: str
    help: str
    module: str

    def load(self) -> ModuleType:
        """The module that reads its words and does it."""
        return import_module(f"negdesk.command_line.{self.module}")


SUBCOMMANDS = (
    Subcommand("export", mark("save a paper as PDF, or the library in another format, without a window"), "export"),
    Subcommand("import", mark("take in people, or all of another library, without a window"), "import_file"),
    Subcommand("new", mark("make a new library, encrypted unless you say otherwise"), "new"),
    Subcommand("check", mark("check that a library is whole, in words"), "check"),
    Subcommand("passphrase", mark("change the passphrase, encrypt or decrypt a library"), "passphrase"),
    Subcommand("backup", mark("make a backup of a library, read back before it is believed"), "backup"),
    Subcommand("restore", mark("make a library of a backup"), "restore"),
    Subcommand("salvage", mark("make a new library of what can be read of a damaged one"), "salvage"),
    Subcommand("find", mark("find words in everything the library holds"), "find"),
)
"""In the order in which ``--help`` lists them."""

_BY_NAME = {each.name: each for each in SUBCOMMANDS}


def parser(words: Sequence[str]) -> ArgumentParser:
    """The parser of the whole command line; only subcommands that `words` name can read their own words."""
    whole = ArgumentParser(
        prog="negdesk",
        description=t("The private desk you keep open while you negotiate. Without words it opens the window."),
        epilog=t("Your library stays on this computer, in one file. Nothing is ever sent anywhere."),
    )
    whole.add_argument("--version", action="version", version=f"NegDesk {negdesk.__version__}")
    library_options(whole)
    whole.add_argument(
        "--meet",
        metavar="NAME",
        default="",
        help=t("open the window in the meeting of this negotiation, named by its title or its number"),
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    for each in SUBCOMMANDS:
        part = commands.add_parser(each.name, help=t(each.help))
        if each.name in words:
            module = each.load()
            part.description = t(module.DESCRIPTION)
            module.add_arguments(part)
            library_options(part, default=SUPPRESS)
    return whole


def run(arguments: Namespace) -> int:
    """Do the subcommand that was asked for; returns the exit status. Raises `Refusal`."""
    status: int = _BY_NAME[arguments.command].load().run(arguments)
    return status
