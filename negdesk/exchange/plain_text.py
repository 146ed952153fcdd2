"""The text of a file whose encoding nobody said."""

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

MOST_BYTES = 64 * 1024 * 1024
_LOOKED_AT = 200_000
"""Bytes by which an encoding is recognised."""

_ACCENTS = re.compile(
    rb"(?<![\x80-\xff])(?:[\x80-\xff]|(?<=[A-Za-z])[\xc0-\xff]{2}|[\xc0-\xff]{2}(?=[A-Za-z]))(?![\x80-\xff])"
)

_OF_WINDOWS = "negdesk.windows"
"""Says that bytes which are no UTF-8 are letters of Windows, as where two address books were put together."""


def _as_of_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_OF_WINDOWS, _as_of_windows)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in."""

    text: str
    encoding: str


def read_file(path: Path, most: int = MOST_BYTES, part: int = 0) -> bytes:
    """The bytes of a file, or only the first `part` of them.

    Raises `Refusal` where there is none, it may not be read, or all of it is wanted and is more than `most`.
    """
    try:
        if part:
            with path.open("rb") as file:
                return file.read(part)
        if path.stat().st_size > most:
            raise Refusal(t("This file is too large: at most {n} MB can be read.", n=most // 1024 // 1024))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or t("the name cannot be used")
        raise Refusal(t("{path} cannot be read ({reason}). Choose another file.", path=path, reason=reason)) from None


def decoded(data: bytes, encoding: str = "") -> Decoded:
    """The text, by its byte order mark, as UTF-8, or in the encoding that fits best; `encoding` says it is this one."""
    if len(data) > MOST_BYTES:
        raise Refusal(t("This file is too large: at most {n} MB can be read.", n=MOST_BYTES // 1024 // 1024))
    encoding = encoding or _recognised(data)
    try:
        errors = _OF_WINDOWS if encoding in ("utf-8", "utf-8-sig") else "replace"
        return Decoded(data.decode(encoding, errors).replace("\0", ""), encoding)
    except (LookupError, ValueError):  # what is no text's encoding at all raises of everything
        raise Refusal(t("The encoding “{name}” is not known here. Choose another one.", name=encoding)) from None


def _recognised(data: bytes) -> str:
    if data.startswith(BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if _nearly_utf8(data):
            return "utf-8"
        if b"\r" in data and b"\n" not in data:  # so only an old Macintosh ends lines
            return "mac_roman"
        if _letters_with_accents(data[:_LOOKED_AT]):
            return "cp1252"
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_LOOKED_AT]).best()
        return best.encoding if best is not None else "cp1252"
    return _utf16_without_mark(data) or "utf-8"


def _nearly_utf8(data: bytes) -> bool:
    """Whether what is UTF-8 outweighs by far what is not: by chance hardly any two bytes of another encoding are."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken >= 3 * broken


def _letters_with_accents(data: bytes) -> bool:
    """Whether what is not ASCII stands as accents do: alone, or two side by side in a word of ASCII letters.

    In encodings with two bytes a letter they come in pairs, and hardly any pair among ASCII letters.
    """
    return sum(map(len, _ACCENTS.findall(data))) * 10 >= 9 * sum(byte > 0x7F for byte in data)


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 shows by its zeros: every other byte of a Latin text is one."""
    start = data[:2000]
    if len(start) < 4 or start.count(0) < len(start) // 3:
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"
