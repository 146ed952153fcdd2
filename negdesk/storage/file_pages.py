"""The pages of a library file that nobody has open, one by one: those of an encrypted one are unsealed and sealed.

A page of an encrypted file is its content in AES-256-CBC, the sixteen bytes that began it, and a seal (HMAC-SHA512)
over both and the page's number. Source: SQLCipher's documentation of its design, version 4.
"""

import hashlib
import hmac
import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from negdesk.storage.connection import PAGE_BYTES, PLAIN_HEAD

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    from negdesk.storage.library_key import LibraryKey

_BEGIN_BYTES, _SEAL_BYTES = 16, 64


class FilePages:
    """Numbered from one. What is written must be as long as what is read (`room`)."""

    def __init__(self, path: Path, key: "LibraryKey | None" = None, salt: bytes = b"") -> None:
        self._file = path.open("r+b")
        self._key = key
        self.count = path.stat().st_size // PAGE_BYTES
        self.room = PAGE_BYTES if key is None else PAGE_BYTES - _BEGIN_BYTES - _SEAL_BYTES
        self._salt = salt or (self._file.read(len(PLAIN_HEAD)) if key is not None else b"")
        if key is not None:  # another key than the one that encrypts, made as SQLCipher makes it
            masked = bytes(each ^ 0x3A for each in self._salt)
            self._sealing = hashlib.pbkdf2_hmac("sha512", key.raw, masked, 2, len(key.raw))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def read(self, number: int) -> bytes | None:
        """A page's content; nothing where its seal does not fit."""
        page = self._raw(number)
        if self._key is None:
            return page
        head = len(PLAIN_HEAD) if number == 1 else 0
        sealed, seal = page[head:-_SEAL_BYTES], page[-_SEAL_BYTES:]
        if not hmac.compare_digest(self._seal(number, sealed), seal):
            return None
        worker = self._cipher(sealed[-_BEGIN_BYTES:]).decryptor()
        return PLAIN_HEAD[:head] + worker.update(sealed[:-_BEGIN_BYTES]) + worker.finalize()

    def is_sealed(self, number: int) -> bool:
        """Whether a page is what was written, as far as that can be told."""
        if self._key is None:
            return True
        page = self._raw(number)
        head = len(PLAIN_HEAD) if number == 1 else 0
        return hmac.compare_digest(self._seal(number, page[head:-_SEAL_BYTES]), page[-_SEAL_BYTES:])

    def write(self, number: int, content: bytes) -> None:
        """Have a page hold this, sealed where the file is encrypted."""
        assert len(content) == self.room
        if self._key is not None:
            head = len(PLAIN_HEAD) if number == 1 else 0
            begin = os.urandom(_BEGIN_BYTES)
            worker = self._cipher(begin).encryptor()
            sealed = worker.update(content[head:]) + worker.finalize() + begin
            content = self._salt[:head] + sealed + self._seal(number, sealed)
        self._file.seek((number - 1) * PAGE_BYTES)
        self._file.write(content)
        self._file.flush()

    def _raw(self, number: int) -> bytes:
        self._file.seek((number - 1) * PAGE_BYTES)
        return self._file.read(PAGE_BYTES)

    def _seal(self, number: int, sealed: bytes) -> bytes:
        return hmac.digest(self._sealing, sealed + number.to_bytes(4, "little"), "sha512")

    def _cipher(self, begin: bytes) -> "Cipher[modes.CBC]":
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        assert self._key is not None
        return Cipher(algorithms.AES(self._key.raw), modes.CBC(begin))
