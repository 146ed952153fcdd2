"""Our mark is pixels and nothing else, and what is none is refused in a sentence."""

from zlib import compress, crc32

import pytest

from negdesk.domain.refusal import Refusal
from negdesk.domain.side_mark import LARGEST_BYTES, WIDEST, check_mark_text, mark_picture, mark_text


def part(name: bytes, held: bytes) -> bytes:
    return len(held).to_bytes(4, "big") + name + held + crc32(name + held).to_bytes(4, "big")


def png(width: int = 2, height: int = 1, more: bytes = b"") -> bytes:
    """A small red picture, with `more` parts in it."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    rows = compress(b"".join(b"\x00" + b"\xff\x00\x00" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + more + part(b"IDAT", rows) + part(b"IEND", b"")


def test_only_the_pixels_are_kept() -> None:
    told = png(more=part(b"tEXt", b"Author\0CANARY") + part(b"eXIf", b"CANARY") + part(b"tIME", b"1234567"))
    assert mark_picture(mark_text(told + b"CANARY")) == png()


def test_no_picture_is_no_mark() -> None:
    assert mark_text(b"") == check_mark_text("") == "" and mark_picture("") == b""
    assert mark_picture("no base64!") == mark_picture("€ 12,5") == b""


@pytest.mark.parametrize(
    "broken",
    [b"-", b"GIF89a", png()[:-3], png().replace(b"IDAT", b"IDAU"), png(WIDEST + 1), png(0), b"\x89PNG\r\n\x1a\n"],
)
def test_what_is_no_picture_is_refused(broken: bytes) -> None:
    with pytest.raises(Refusal, match="Choose a PNG or JPEG"):
        mark_text(broken)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(Refusal, match="too large"):
        mark_text(png(more=part(b"tEXt", b"x" * LARGEST_BYTES)))
    with pytest.raises(Refusal):
        check_mark_text("bm8gcGljdHVyZQ==")
