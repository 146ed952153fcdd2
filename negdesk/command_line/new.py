"""``negdesk new --library FILE [--plain]``: a new library, encrypted unless it is to be plain."""

from argparse import ArgumentParser, Namespace

from negdesk.command_line.libraries import chosen_library, typed_passphrase
from negdesk.domain.encryption import Chosen
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
    from negdesk.encrypting import Encryption

    path = chosen_library(arguments) or own_library()
    passphrase = "" if arguments.plain else typed_passphrase(arguments)
    if not passphrase and not arguments.plain:
        raise Refusal(t("Say the passphrase with --passphrase-file FILE or NEGDESK_PASSPHRASE, or make it --plain."))
    code = Encryption(path).make(Chosen(passphrase))
    print(path)
    if code:
        print(t("Recovery code: {code}", code=code))
    return 0
