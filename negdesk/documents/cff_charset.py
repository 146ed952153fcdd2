"""Which character number (CID) each glyph of a CFF font has, as a PDF has to name it.

Source: Adobe Technical Note 5176, the Compact Font Format Specification, sections 4 to 13.
"""

from collections.abc import Iterator
from struct import unpack_from

_CHARSET, _ROS = 15, 1230


def glyph_cids(cff: bytes, glyphs: int) -> list[int]:
    """The CID of each of so many glyphs. In a font that is not CID-keyed a glyph's own number stands for it."""
    top = _top_dict(cff)
    if _ROS not in top:
        return list(range(glyphs))
    offset = int(top.get(_CHARSET, [0])[-1])
    if offset <= 2:
        return list(range(glyphs))
    return [0, *_charset(cff, offset, glyphs - 1)]


def keyed_by_cid(cff: bytes) -> bool:
    """Whether glyphs are known by a CID of their own, not by where they stand in the font."""
    return _ROS in _top_dict(cff)


def _charset(cff: bytes, at: int, count: int) -> Iterator[int]:
    form = cff[at]
    at += 1
    if form == 0:
        yield from unpack_from(f">{count}H", cff, at)
        return
    while count > 0:
        if form == 1:
            first, left = unpack_from(">HB", cff, at)
            at += 3
        else:
            first, left = unpack_from(">HH", cff, at)
            at += 4
        run = min(left + 1, count)
        yield from range(first, first + run)
        count -= run


def _top_dict(cff: bytes) -> dict[int, list[float]]:
    """The operands of each operator of the first font; one of two bytes (12 n) is known as 1200 + n."""
    _, after_names = _index(cff, cff[2])
    (begin, end), _ = _index(cff, after_names)
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    at = begin
    while at < end:
        byte = cff[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte = 1200 + cff[at]
                at += 1
            found[byte] = operands
            operands = []
        elif byte == 28:
            operands.append(unpack_from(">h", cff, at)[0])
            at += 2
        elif byte == 29:
            operands.append(unpack_from(">i", cff, at)[0])
            at += 4
        elif byte == 30:
            while cff[at] & 0xF != 0xF and cff[at] >> 4 != 0xF:
                at += 1
            at += 1
            operands.append(0.0)  # a real number: none of the operators that are asked for has one
        elif byte <= 246:
            operands.append(byte - 139)
        elif byte <= 250:
            operands.append((byte - 247) * 256 + cff[at] + 108)
            at += 1
        else:
            operands.append(-(byte - 251) * 256 - cff[at] - 108)
            at += 1
    return found


def _index(cff: bytes, at: int) -> tuple[tuple[int, int], int]:
    """Where the first piece of an INDEX begins and ends, and where the INDEX itself ends."""
    count: int = unpack_from(">H", cff, at)[0]
    if count == 0:
        return (at, at), at + 2
    size = cff[at + 2]
    base = at + 2 + (count + 1) * size  # offsets count from the byte before the first piece

    def offset(number: int) -> int:
        begin = at + 3 + number * size
        return base + int.from_bytes(cff[begin : begin + size], "big")

    return (offset(0), offset(1)), offset(count)
