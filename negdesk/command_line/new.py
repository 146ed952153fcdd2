"""``negdesk new --library FILE [--plain]``: a new library, encrypted unless it is to be plain."""

from argparse import ArgumentParser, Namespace

from negdesk.command_line.libraries import chosen_library, typed_passphrase
from negdesk.domain.passphrase import check_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.library_files import own_library

DESCRIPTION = mark(
    "Make a new library. It is encrypted with the passphrase of --passphrase-file or NEGDESK_PASSPHRASE, "
    "and its recovery code is printed once: keep that on paper."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``new``."""
    parser.add_argument("--plain", action="store_true", help=t("do not encrypt it"))


def run(arguments: Namespace) -> int:
    """Make the library where there is none, and print what is to be kept."""
    from negdesk.storage.database import open_library
    from negdesk.storage.encryption import make_encrypted, new_lock
    from negdesk.storage.library_key import new_key, recovery_code

    path = chosen_library(arguments) or own_library()
    if path.exists():
        raise Refusal(t("{path} is there already. Nothing was changed. Choose another name.", path=path))
    if arguments.plain:
        open_library(path).close()
        print(path)
        return 0
    passphrase = typed_passphrase(arguments)
    if not passphrase:
        raise Refusal(t("Say the passphrase with --passphrase-file FILE or NEGDESK_PASSPHRASE, or make it --plain."))
    lock = new_lock(new_key(), check_passphrase(passphrase))
    make_encrypted(path, lock)
    print(path)
    print(t("Recovery code: {code}", code=recovery_code(lock.key)))
    return 0
