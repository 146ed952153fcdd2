"""``negdesk restore BACKUP -o FILE``: a library that holds what a backup holds."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import typed_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.library_files import backup_folder, is_there

DESCRIPTION = mark(
    "Make a library of a backup. A library that is there is only replaced with --replace, and is backed up before. "
    "A crash in the middle leaves the old library or the new one. Close NegDesk before."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``restore``."""
    parser.add_argument("backup", metavar="BACKUP", type=Path, help=t("the backup to bring back"))
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help=t("the library to make"))
    parser.add_argument(
        "--replace",
        action="store_true",
        help=t("replace the library at FILE, which is backed up first, where its backups are kept"),
    )


def run(arguments: Namespace) -> int:
    """Bring it back, and print where it is and where the one before it is."""
    from negdesk.backing_up import access_by, bring_back
    from negdesk.storage import clock
    from negdesk.storage.backup import Access, read_back
    from negdesk.storage.restoring import restore

    backup, library = arguments.backup, arguments.output
    if not (is_there(backup) and backup.is_file()):
        raise Refusal(t("There is no backup at {path}.", path=backup))
    typed = typed_passphrase(arguments)
    from_backup = access_by(backup, typed)
    if not is_there(library):
        read_back(from_backup)
        restore(from_backup, library)
    elif not arguments.replace:
        raise Refusal(
            t("{path} is there already. Nothing was changed. Choose another name, or say --replace.", path=library)
        )
    else:
        try:
            access = access_by(library, typed)
        except Refusal:  # the library may have another key than its backup, or be damaged at its head
            access = Access(library, from_backup.key, from_backup.salt)
        before = bring_back(from_backup, access, backup_folder(library), clock.now())
        print(t("What was there is kept as {path}", path=before))
    print(library)
    return 0
