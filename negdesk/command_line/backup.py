"""``negdesk backup --library FILE -o FILE``: a copy that was read back, while the library may be in use."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import existing_library, typed_passphrase
from negdesk.domain.backup import words_of_missing
from negdesk.domain.wording import mark, t
from negdesk.library_files import is_there

DESCRIPTION = mark(
    "Make a backup of a library, encrypted as it is. The window may have it open meanwhile. The backup is read back "
    "before it is believed; a file that is there is never overwritten. Where something that was saved is missing from "
    "the library, that is said, the backup holds what is there, and the exit status is 1."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``backup``."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help=t("the new file, or a folder for it")
    )


def run(arguments: Namespace) -> int:
    """Make it, print its file, and say what the library lacks of what was saved in it."""
    from negdesk.backing_up import access_by, back_up_to, missing_in
    from negdesk.domain.backup import Reason
    from negdesk.storage import clock
    from negdesk.storage.backup import make_backup

    access = access_by(existing_library(arguments), typed_passphrase(arguments))
    output: Path = arguments.output
    if is_there(output) and output.is_dir():
        output = make_backup(access, output, Reason.BY_HAND, clock.now())
    else:
        back_up_to(access, output)
    print(output)
    missing = missing_in(access)
    if missing:
        print(f"negdesk: {words_of_missing(access.path.name, missing)}", file=sys.stderr)
    return 1 if missing else 0
