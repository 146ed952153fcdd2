"""The key that encrypts a library: 256 random bits, handed to SQLCipher as they are, and its recovery code.

The recovery code is the key itself, written so that a person can copy it from paper. It needs no key file and no key
store: with the paper and the library (or any backup of it) all is open again, whatever else was lost. The file names
itself by its *salt*, the sixteen random bytes at its head that SQLCipher leaves readable.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass, field

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

KEY_BYTES = 32
SALT_BYTES = 16

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""

_KEY_LETTERS = 52  # 260 bits hold the 256 of the key
_CHECK_LETTERS = 4  # twenty bits: a slip of the pen passes once in a million
_GROUP = 4


@dataclass(frozen=True, slots=True)
class LibraryKey:
    """The key of one library. It is never part of a representation, so no log or report can hold it."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        assert len(self.raw) == KEY_BYTES

    def literal(self, salt: bytes = b"") -> str:
        """As SQLCipher takes a key that it shall not stretch; with `salt` for a file that is to begin with it."""
        return f"x'{self.raw.hex()}{salt.hex()}'"


def new_key() -> LibraryKey:
    """A key from the system's source of random numbers."""
    return LibraryKey(secrets.token_bytes(KEY_BYTES))


def new_salt() -> bytes:
    """The sixteen bytes that a new encrypted file begins with."""
    return secrets.token_bytes(SALT_BYTES)


def recovery_code(key: LibraryKey) -> str:
    """The key as fourteen groups of four letters and digits; the last group checks the others."""
    letters = _written(int.from_bytes(key.raw), _KEY_LETTERS) + _check(key.raw)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def looks_like_code(words: str) -> bool:
    """Whether this is meant as a recovery code: as long as one, and of its letters only."""
    letters = _read_letters(words)
    return len(letters) == _KEY_LETTERS + _CHECK_LETTERS and set(letters) <= set(_LETTERS)


def key_of_code(words: str) -> LibraryKey:
    """The key that a recovery code writes; blanks, dashes and small letters do not matter. Raises `Refusal`."""
    letters = _read_letters(words)
    wrong = t("This recovery code has a slip in it. Compare it with your paper, group by group.")
    if not looks_like_code(words):
        raise Refusal(wrong, "code")
    number = 0
    for letter in letters[:_KEY_LETTERS]:
        number = number * 32 + _LETTERS.index(letter)
    if number >> (KEY_BYTES * 8):
        raise Refusal(wrong, "code")
    raw = number.to_bytes(KEY_BYTES)
    if not secrets.compare_digest(letters[_KEY_LETTERS:], _check(raw)):
        raise Refusal(wrong, "code")
    return LibraryKey(raw)


def _read_letters(words: str) -> str:
    letters = re.sub(r"[\s\-–—]+", "", words).upper()
    return letters.replace("O", "0").replace("I", "1").replace("L", "1")


def _check(raw: bytes) -> str:
    digest = hashlib.sha256(b"negdesk recovery code" + raw).digest()
    return _written(int.from_bytes(digest[:3]) >> 4, _CHECK_LETTERS)


def _written(number: int, length: int) -> str:
    letters = ""
    for _ in range(length):
        number, rest = divmod(number, 32)
        letters = _LETTERS[rest] + letters
    return letters
