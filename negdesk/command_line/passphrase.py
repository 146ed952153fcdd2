"""``negdesk passphrase --library FILE``: another passphrase, a new key, or from plain to encrypted and back."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from negdesk.command_line.libraries import back_up_before, existing_library, read_passphrase, typed_passphrase
from negdesk.domain.encryption import Chosen
from negdesk.domain.passphrase import check_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

DESCRIPTION = mark(
    "Change a library's passphrase, encrypt a plain library, or decrypt an encrypted one. Before it gets another key "
    "it is backed up beside it. A crash in the middle leaves the library as it was or as it is to be. Close NegDesk "
    "before."
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
    from negdesk.encrypting import Encryption

    path = existing_library(arguments)
    encryption, typed = Encryption(path), typed_passphrase(arguments)
    state = encryption.state()
    if arguments.plain:
        if not state.encrypted:
            raise Refusal(t("{name} is plain already.", name=path.name))
        _back_up(path, typed)
        encryption.lock_anew(typed, Chosen())
        print(t("{name} is plain now.", name=path.name))
        return 0
    passphrase = check_passphrase(read_passphrase(arguments.new_passphrase_file))
    if state.encrypted and not arguments.new_key:
        encryption.change_passphrase(typed, passphrase)
        print(t("{name} has its new passphrase. The recovery code stays the same.", name=path.name))
        return 0
    _back_up(path, typed)
    code = encryption.lock_anew(typed, Chosen(passphrase, in_store=state.stored))
    print(t("{name} is encrypted with a new key.", name=path.name))
    print(t("Recovery code: {code}", code=code))
    return 0


def _back_up(path: Path, typed: str) -> None:
    from negdesk.backing_up import access_by
    from negdesk.domain.backup import Reason

    kept = back_up_before(access_by(path, typed), Reason.KEY)
    if kept is not None:
        print(t("What was there is kept as {path}", path=kept))
