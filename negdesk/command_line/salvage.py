"""``negdesk salvage FILE -o FILE``: what can still be read of a damaged library, as a new one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from negdesk.command_line.libraries import typed_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t, tn

if TYPE_CHECKING:
    from negdesk.storage.salvage import TableSalvage

DESCRIPTION = mark(
    "Read every row of a damaged library that can still be read, and make a new library of them. The damaged file "
    "stays as it is. The report says table by table what came over. The exit status is 0 if all did, else 1. Where "
    "there is a backup, bring that back first: what a plain library lost inside a text nobody can tell."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``salvage``."""
    parser.add_argument("damaged", metavar="FILE", type=Path, help=t("the damaged library"))
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help=t("the library to make"))


def run(arguments: Namespace) -> int:
    """Make it, and print the report; no value of a row is in it."""
    from negdesk.backing_up import access_by, salvage_library

    if not arguments.damaged.is_file():
        raise Refusal(t("There is no library at {path}.", path=arguments.damaged))
    report = salvage_library(access_by(arguments.damaged, typed_passphrase(arguments)), arguments.output)
    for each in report:
        if each.brought or not each.whole:
            print(f"{each.table}: {said_of(each)}")
    whole = all(each.whole for each in report)
    print(
        t("All rows came over.") if whole else t("Not everything came over; the damaged file is still as it was."),
    )
    print(arguments.output)
    return 0 if whole else 1


def said_of(table: "TableSalvage") -> str:
    """What became of a table, in words."""
    parts = [tn("{n} row", "{n} rows", table.brought)]
    if table.lost:
        parts.append(tn("{n} could not be read", "{n} could not be read", table.lost))
    if table.more_lost:
        parts.append(t("some could not be read, how many nobody can tell"))
    if table.unsure:
        parts.append(tn("{n} left out, for it does not fit", "{n} left out, for they do not fit", table.unsure))
    if table.let_go:
        parts.append(tn("{n} named something lost", "{n} named something lost", table.let_go))
    if table.stand_ins:
        parts.append(tn("{n} stands in for a lost one", "{n} stand in for lost ones", table.stand_ins))
    return ", ".join(parts)
