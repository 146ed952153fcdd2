"""``negdesk salvage FILE -o FILE``: what can still be read of a damaged library, as a new one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import typed_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.salvage_words import lost_words
from negdesk.domain.thing_words import many_of
from negdesk.domain.wording import mark, t, tn
from negdesk.library_files import is_there

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

    if not (is_there(arguments.damaged) and arguments.damaged.is_file()):
        raise Refusal(t("There is no library at {path}.", path=arguments.damaged))
    report = salvage_library(access_by(arguments.damaged, typed_passphrase(arguments)), arguments.output)
    for each in report:
        if each.brought or not each.whole:
            said = (tn("{n} row", "{n} rows", each.brought), lost_words(each))
            print(f"{many_of(each.table)}: {', '.join(words for words in said if words)}")
    whole = all(each.whole for each in report)
    print(
        t("All rows came over.") if whole else t("Not everything came over; the damaged file is still as it was."),
    )
    print(arguments.output)
    return 0 if whole else 1
