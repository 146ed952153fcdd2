"""The system's key store (Keychain, Credential Manager, Secret Service), so that opening takes no typing.

It keeps the key of a library under the *salt* of its file, and the key file's content beside it. Nothing here is ever
needed to open a library: where there is no store, or it says something else or nothing, the passphrase is asked for.
A store is of another maker and may fail in any way, so every error of it is taken as "not there".
"""

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from negdesk.storage.library_key import LibraryKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negdesk.storage.key_file import Envelope

SERVICE = "NegDesk"


def available() -> bool:
    """Whether this system has a key store that works."""
    with suppress(Exception):
        import keyring
        from keyring.backends import chainer

        store = keyring.get_keyring()
        if isinstance(store, chainer.ChainerBackend):
            store = next(iter(store.backends))
        # Below 1 are those that keep nothing, and those that keep what they are given in a file anybody can read.
        return bool(store.priority >= 1)
    return False


def stored_key(salt: bytes) -> LibraryKey | None:
    """The key that the store keeps for the file with this salt; nothing where it has none or does not answer."""
    with suppress(Exception):
        return LibraryKey(bytes.fromhex(json.loads(_held(salt))["key"]))
    return None


def stored_envelopes(salt: bytes) -> "list[Envelope]":
    """The key file's content that was kept with the key; nothing where there is none."""
    from negdesk.storage.key_file import read_envelopes

    with suppress(Exception):
        return read_envelopes(json.loads(_held(salt))["key_file"])
    return []


def keep_key(salt: bytes, key: LibraryKey, envelopes: "Sequence[Envelope]") -> bool:
    """Keep the key for the file with this salt; whether the store took it and gives it back."""
    from negdesk.storage.key_file import envelope_text

    if not available():
        return False
    with suppress(Exception):
        import keyring

        held = json.dumps({"key": key.raw.hex(), "key_file": envelope_text(envelopes)})
        keyring.set_password(SERVICE, salt.hex(), held)
        return stored_key(salt) == key
    return False


def forget_key(salt: bytes) -> None:
    """Have the store forget the key for the file with this salt."""
    with suppress(Exception):
        import keyring

        keyring.delete_password(SERVICE, salt.hex())


def _held(salt: bytes) -> str:
    import keyring

    return keyring.get_password(SERVICE, salt.hex()) or ""
