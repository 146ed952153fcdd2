"""``negdesk passphrase --library FILE``: another passphrase, a new key, or from plain to encrypted and back."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import existing_library, read_passphrase, typed_passphrase
from negdesk.domain.passphrase import check_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

DESCRIPTION = mark(
    "Change a library's passphrase, encrypt a plain library, or decrypt an encrypted one. A crash in the middle "
    "leaves the library as it was or as it is to be. Close NegDesk before."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``passphrase``."""
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--new-passphrase-file", metavar="FILE", type=Path, help=t("a file whose first line is the new passphrase")
    )
    way.add_argument("--plain", action="store_true", help=t("decrypt the library"))
    parser.add_argument(
        "--new-key", action="store_true", help=t("encrypt anew with another key; old recovery codes open it no longer")
    )


def run(arguments: Namespace) -> int:
    """Do it, and print the recovery code where there is a new one."""
    from negdesk.storage.encryption import new_lock
    from negdesk.storage.library_key import new_key, recovery_code
    from negdesk.storage.unlocking import change_passphrase, find_key, give_lock

    path = existing_library(arguments)
    key, salt = find_key(path, typed_passphrase(arguments))
    if arguments.plain:
        if key is None:
            raise Refusal(t("{name} is plain already.", name=path.name))
        give_lock(path, key, salt, None)
        print(t("{name} is plain now.", name=path.name))
        return 0
    passphrase = check_passphrase(read_passphrase(arguments.new_passphrase_file))
    if key is not None and not arguments.new_key:
        change_passphrase(path, key, salt, passphrase)
        print(t("{name} has its new passphrase. The recovery code stays the same.", name=path.name))
        return 0
    lock = new_lock(new_key(), passphrase)
    give_lock(path, key, salt, lock)
    print(t("{name} is encrypted with a new key.", name=path.name))
    print(t("Recovery code: {code}", code=recovery_code(lock.key)))
    return 0
