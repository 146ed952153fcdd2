"""The key file beside an encrypted library (``NAME.negdesk.key``): the key, locked with the passphrase.

Why a file of its own: an SQLCipher file has no room for it that SQLite would leave alone. Why its loss is no loss of
the library: the recovery code is the key itself (see `library_key`), the system's key store keeps a copy of this file
with the key, and every copy of a library is made with its key file beside it. It holds nothing that opens the library
without the passphrase, so it may lie wherever the library does.

The passphrase is stretched with Argon2id (RFC 9106; the parameters of its second recommended choice stand in each
envelope, so that they can grow), and what comes out locks the key with ChaCha20-Poly1305. That tells a wrong passphrase
from a damaged library. An envelope is for the file with one *salt*: while a library is being given a new key the key
file holds the old envelope and the new one, and whichever file a crash leaves is the file that opens.
"""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.connection import key_file
from negdesk.storage.file_replacing import making_file, settle_folder
from negdesk.storage.library_key import LibraryKey

FORMAT = 1
_ABOUT = "This file and your passphrase open the NegDesk library beside it. Keep the two together."
_MOST_MEMORY_KIB = 1 << 20
_MOST_TIME = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id shall cost: passes, memory in KiB, lanes."""

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Envelope:
    """One key, locked with a passphrase. `salt` is the library file's, in hexadecimal; other bytes are in base 64."""

    salt: str
    time: int
    memory_kib: int
    lanes: int
    kdf_salt: str
    nonce: str
    locked: str


def lock_key(key: LibraryKey, salt: bytes, passphrase: str, cost: Cost | None = None) -> Envelope:
    """The key of the file that begins with `salt`, locked with the passphrase."""
    cost = cost or Cost()
    kdf_salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    bare = Envelope(salt.hex(), cost.time, cost.memory_kib, cost.lanes, _text(kdf_salt), _text(nonce), "")
    locked = _cipher(passphrase, bare).encrypt(nonce, key.raw, _bound(bare))
    return Envelope(**{**asdict(bare), "locked": _text(locked)})


def unlock_key(envelope: Envelope, passphrase: str) -> LibraryKey | None:
    """The key, or nothing where the passphrase is another. An envelope that was changed opens with none."""
    from cryptography.exceptions import InvalidTag

    try:
        nonce, locked = _bytes(envelope.nonce), _bytes(envelope.locked)
        return LibraryKey(_cipher(passphrase, envelope).decrypt(nonce, locked, _bound(envelope)))
    except (InvalidTag, ValueError, AssertionError):
        return None


def envelope_text(envelopes: Sequence[Envelope]) -> str:
    """The content of a key file."""
    return json.dumps(
        {"about": _ABOUT, "negdesk_key_file": FORMAT, "envelopes": [asdict(each) for each in envelopes]}, indent=1
    )


def read_envelopes(text: str) -> list[Envelope]:
    """The envelopes of a key file's content; what cannot be read is left out."""
    try:
        held: Any = json.loads(text)
        return [made for each in held["envelopes"] if (made := _envelope(each)) is not None]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def envelopes_beside(library: Path) -> list[Envelope]:
    """The envelopes in the key file of a library; none where there is no such file or nobody can read it."""
    try:
        return read_envelopes(key_file(library).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return []


def is_empty_key_file(library: Path) -> bool:
    """Whether the key file of a library is whole and locks no key: no passphrase was chosen."""
    try:
        return bool(json.loads(key_file(library).read_text(encoding="utf-8"))["envelopes"] == [])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def write_key_file(library: Path, envelopes: Sequence[Envelope]) -> None:
    """Write the key file whole or not at all, for its owner alone, and have it on the disk before returning."""
    write_private_file(key_file(library), envelope_text(envelopes).encode())


def write_private_file(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, in place of the one there; on the disk when this returns. Raises `Refusal`."""
    making = making_file(path)
    try:
        handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
        settle_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            making.unlink(missing_ok=True)
        raise Refusal(
            t("{path} cannot be saved ({reason}). Choose another folder.", path=path, reason=error.strerror)
        ) from None


def _cipher(passphrase: str, envelope: Envelope) -> Any:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    typed = normalize("NFC", passphrase).encode(errors="surrogatepass")
    stretched = hash_secret_raw(
        typed, _bytes(envelope.kdf_salt), envelope.time, envelope.memory_kib, envelope.lanes, 32, Type.ID
    )
    return ChaCha20Poly1305(stretched)


def _bound(envelope: Envelope) -> bytes:
    """What the lock is bound to: nothing of it can be changed without the envelope refusing to open."""
    parts = (FORMAT, envelope.salt, envelope.time, envelope.memory_kib, envelope.lanes, envelope.kdf_salt)
    return "negdesk key envelope {} {} {} {} {} {}".format(*parts).encode()


def _envelope(held: dict[str, Any]) -> Envelope | None:
    try:
        made = Envelope(**held)
        numbers = all(type(each) is int for each in (made.time, made.memory_kib, made.lanes))
        texts = all(isinstance(each, str) for each in (made.salt, made.kdf_salt, made.nonce, made.locked))
        # What a stranger wrote into the file must not make the program work for hours.
        sane = numbers and 0 < made.time <= _MOST_TIME and 0 < made.lanes <= 64 and made.memory_kib <= _MOST_MEMORY_KIB
    except TypeError:
        return None
    return made if sane and texts and made.memory_kib >= 8 * made.lanes else None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
