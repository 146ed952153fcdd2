"""``negdesk check --library FILE``: whether a library is whole, in words and by the exit status."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import existing_library, typed_passphrase
from negdesk.domain.backup import words_of_missing
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.library_files import backup_folder, may_write

DESCRIPTION = mark("Read every page of a library and say whether it is whole. The exit status is 0 if it is, else 1.")


def add_arguments(parser: ArgumentParser) -> None:
    """``check`` has no words of its own."""


def run(arguments: Namespace) -> int:
    """Check the library; nothing of what is in it is printed."""
    from negdesk.storage.integrity import check_library
    from negdesk.storage.unlocking import open_with

    path = existing_library(arguments)
    if _is_empty(path):  # the window begins a library in such a file, as if there were none
        raise Refusal(
            t(
                "{name} is empty. If something was kept in it, bring a backup back with “negdesk restore”; it was left "
                "as it is.",
                name=path.name,
            )
        )
    database = open_with(path, typed_passphrase(arguments), read_only=not may_write(path), backups=backup_folder(path))
    try:
        found = check_library(database)
        if database.mark.missing:
            found.append(words_of_missing(path.name, database.mark.missing))
    finally:
        database.close()
    kind = t("encrypted") if database.encrypted else t("plain")
    if found:
        print(t("{name} ({kind}) is not whole:", name=path.name, kind=kind))
        print("\n".join(found))
        return 1
    print(t("{name} ({kind}) is whole.", name=path.name, kind=kind))
    return 0


def _is_empty(path: Path) -> bool:
    """Whether there is not a byte in a file, nor beside it what was not settled into it yet."""
    unsettled = path.with_name(f"{path.name}-wal")
    return path.is_file() and path.stat().st_size == 0 and not unsettled.exists()
