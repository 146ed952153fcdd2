"""Our side's mark for papers: a small PNG picture, kept inside the library, with nothing in it but its pixels."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from struct import error as TooShort  # noqa: N812  # an error by what it means here
from struct import unpack_from
from zlib import crc32

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

WIDEST, HIGHEST = 900, 400
"""Pixels; on paper it is at most 118 points wide and 32 high, so that is sharp in print."""

LARGEST_BYTES = 600_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXELS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""The parts of a PNG that make its picture. All others, such as texts, places and times, are left out."""


def mark_text(png: bytes) -> str:
    """The picture as a setting keeps it: pixels alone, as base64; of no bytes no text. Raises `Refusal`."""
    return b64encode(_pixels_alone(png)).decode("ascii") if png else ""


def mark_picture(text: str) -> bytes:
    """The picture of a setting's text, as PNG; nothing where none is kept or the text is no picture."""
    try:
        return b64decode(text, validate=True)
    except ValueError:  # also of characters that base64 does not have
        return b""


def check_mark_text(text: str) -> str:
    """The text of a setting as it is kept. Raises `Refusal` where it is no picture that `mark_text` could have made."""
    if not text:
        return ""
    return mark_text(mark_picture(text) or b"-")


def _pixels_alone(png: bytes) -> bytes:
    if len(png) > LARGEST_BYTES:
        raise Refusal(t("This picture is too large to keep. Choose one with fewer details."), "our_mark")
    try:
        parts = list(_parts(png))
        width, height = unpack_from(">II", parts[0][1])
    except (TooShort, ValueError, IndexError):
        parts, width, height = [], 0, 0
    names = [name for name, _ in parts]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or not 0 < width <= WIDEST or not 0 < height <= HIGHEST:
        raise Refusal(t("This is not a picture that can be read. Choose a PNG or JPEG file."), "our_mark")
    kept = [part for part in parts if part[0] in _PIXELS]
    return _SIGNATURE + b"".join(
        len(held).to_bytes(4, "big") + name + held + crc32(name + held).to_bytes(4, "big") for name, held in kept
    )


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The named parts of a PNG up to its end. Raises ValueError where it is cut off or broken."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("no PNG")
    at, name = len(_SIGNATURE), b""
    while name != b"IEND":
        (length,) = unpack_from(">I", png, at)
        name, held = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (check,) = unpack_from(">I", png, at + 8 + length)
        if len(held) != length or check != crc32(name + held):
            raise ValueError("broken PNG")
        yield name, held
        at += 12 + length
