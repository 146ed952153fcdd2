"""``negdesk check --library FILE``: whether a library is whole, in words and by the exit status."""

from argparse import ArgumentParser, Namespace

from negdesk.command_line.libraries import existing_library, typed_passphrase
from negdesk.domain.backup import words_of_missing
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
