"""``negdesk backup --library FILE -o FILE``: a copy that was read back, while the library may be in use."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import existing_library, typed_passphrase
from negdesk.domain.wording import mark, t

DESCRIPTION = mark(
    "Make a backup of a library, encrypted as it is. The window may have it open meanwhile. The backup is read back "
    "before it is believed; a file that is there is never overwritten."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``backup``."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help=t("the new file, or a folder for it")
    )


def run(arguments: Namespace) -> int:
    """Make it, and print its file."""
    from negdesk.backing_up import access_by, back_up_to
    from negdesk.domain.backup import Reason
    from negdesk.storage import clock
    from negdesk.storage.backup import make_backup

    access = access_by(existing_library(arguments), typed_passphrase(arguments))
    output: Path = arguments.output
    if output.is_dir():
        output = make_backup(access, output, Reason.BY_HAND, clock.now())
    else:
        back_up_to(access, output)
    print(output)
    return 0
