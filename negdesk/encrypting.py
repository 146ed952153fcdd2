"""What a person can have done about a library's key: make one, change it, keep it, write it down, take it off.

The window and the command line speak to storage's keys through this alone. Whoever is to do something says by what the
library opens: `typed`, a passphrase or a recovery code; empty stands for the system's key store.
"""

from pathlib import Path

from negdesk.domain.encryption import Chosen, EncryptionState
from negdesk.domain.passphrase import check_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import is_there


class Encryption:
    """The keys of the library at one path. What raises `Refusal` has changed nothing."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def state(self) -> EncryptionState:
        """How it is locked just now."""
        from negdesk.storage import key_store
        from negdesk.storage.connection import salt_of_encrypted
        from negdesk.storage.key_file import envelopes_beside

        salt = salt_of_encrypted(self.library) if self.library.exists() else b""
        stored = bool(salt) and key_store.stored_key(salt) is not None
        return EncryptionState(bool(salt), bool(envelopes_beside(self.library)), key_store.available(), stored)

    def opens_by_store_alone(self) -> bool:
        """Whether no passphrase was chosen and this computer's key store has the key. Else the store is not asked."""
        from negdesk.storage import key_store
        from negdesk.storage.connection import salt_of_encrypted
        from negdesk.storage.unlocking import has_no_passphrase

        return has_no_passphrase(self.library) and key_store.stored_key(salt_of_encrypted(self.library)) is not None

    def make(self, chosen: Chosen) -> str:
        """Make a new, empty library; returns its recovery code, or nothing where it is plain."""
        from negdesk.storage.encryption import new_lock
        from negdesk.storage.library_key import new_key, recovery_code
        from negdesk.storage.unlocking import make_locked

        if is_there(self.library):
            raise Refusal(
                t("{path} is there already. Nothing was changed. Choose another name.", path=self.library), "library"
            )
        if not chosen.encrypted:
            from negdesk.storage.database import open_library

            open_library(self.library).close()
            return ""
        lock = new_lock(new_key(), _checked(chosen.passphrase))
        make_locked(self.library, lock, chosen.in_store)
        return recovery_code(lock.key)

    def code(self, typed: str = "") -> str:
        """The recovery code of the key as it is."""
        from negdesk.storage.library_key import recovery_code
        from negdesk.storage.unlocking import find_key

        key, _ = find_key(self.library, typed)
        return recovery_code(key) if key is not None else ""

    def change_passphrase(self, typed: str, new: str) -> None:
        """Have it open with another passphrase; key, recovery code and key store stay as they are."""
        from negdesk.storage.unlocking import change_passphrase, find_key

        new = check_passphrase(new)
        key, salt = find_key(self.library, typed)
        if key is not None:
            change_passphrase(self.library, key, salt, new)

    def keep_in_store(self, typed: str) -> None:
        """Have the system's key store open it from now on."""
        from negdesk.storage import key_store
        from negdesk.storage.key_file import envelopes_beside
        from negdesk.storage.unlocking import find_key

        key, salt = find_key(self.library, typed)
        if key is not None and not key_store.keep_key(salt, key, envelopes_beside(self.library)):
            raise Refusal(t("The key store did not take the key. The passphrase is asked for as before."))

    def forget_in_store(self) -> None:
        """Have the key store forget it, so that the passphrase is asked for."""
        from negdesk.storage import key_store
        from negdesk.storage.connection import salt_of_encrypted

        if not self.state().has_passphrase:
            raise Refusal(t("Choose a passphrase first: the key store is the only one that opens this library."))
        key_store.forget_key(salt_of_encrypted(self.library))

    def lock_anew(self, typed: str, chosen: Chosen) -> str:
        """Encrypt the library with a new key, or decrypt it where nothing is chosen; returns the new recovery code.

        Nobody may have it open meanwhile. Old recovery codes, and backups' own keys, stay what they were.
        """
        from negdesk.storage.encryption import new_lock
        from negdesk.storage.library_key import new_key, recovery_code
        from negdesk.storage.unlocking import find_key, give_lock

        key, salt = find_key(self.library, typed)
        lock = new_lock(new_key(), _checked(chosen.passphrase)) if chosen.encrypted else None
        give_lock(self.library, key, salt, lock, chosen.in_store)
        return recovery_code(lock.key) if lock is not None else ""


def _checked(passphrase: str) -> str:
    return check_passphrase(passphrase) if passphrase else ""
