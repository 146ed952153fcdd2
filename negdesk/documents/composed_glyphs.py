"""Glyphs that are several others drawn together, added to a TrueType font: what writes one sign is one glyph then.

Fonts put a letter together of a form without dots and of its dots, or move a mark to its letter. Readers that go
through a page step by step turn such a word around in parts, or not at all. Source: the OpenType specification, the
tables glyf, head, hhea, hmtx, loca and maxp, and the organisation of a font file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import pack, unpack_from

import uharfbuzz as harfbuzz

_WORDS, _PLACED, _MORE = 0x1, 0x2, 0x20
"""Flags of a part: its place is in 16 bits, is a distance, and another part follows."""

_NEEDED = frozenset(("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"))
"""The tables that a PDF asks for (ISO 32000-1, 9.9); others would have to know of the new glyphs, too."""

_CHECKSUM_OF_ALL = 0xB1B0AFBA


@dataclass(frozen=True, slots=True)
class Composed:
    """A glyph of others: each by its number with where it is moved to; `advance` is the whole. In the font's units."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int


def with_composed(font: bytes, composed: Sequence[Composed]) -> bytes:
    """A TrueType font for a PDF with these glyphs after its own, in their order."""
    face = harfbuzz.Face(harfbuzz.Blob(font))
    tables = {tag: bytes(face.reference_table(tag).data) for tag in face.table_tags if tag in _NEEDED}
    count, wide = face.glyph_count, bool(unpack_from(">h", tables["head"], 50)[0])
    places = list(unpack_from(f">{count + 1}{'I' if wide else 'H'}", tables["loca"]))
    outlines = bytearray(tables["glyf"])
    starts = [place if wide else place * 2 for place in places]
    boxes = {number: _box(outlines, starts, number) for each in composed for number, _, _ in each.parts}
    metrics = []
    for each in composed:
        drawn, left = _outline(each, boxes)
        metrics.append((each.advance, left))
        outlines += drawn + bytes(-len(drawn) % 4)
        starts.append(len(outlines))
    tables["glyf"] = bytes(outlines)
    tables["loca"] = pack(f">{len(starts)}I", *starts)
    tables["head"] = tables["head"][:50] + pack(">h", 1) + tables["head"][52:]
    tables["hmtx"], tables["hhea"] = _metrics(tables, count, metrics)
    tables["maxp"] = _most(tables["maxp"], count + len(composed), max(len(each.parts) for each in composed))
    return _file(tables)


def _box(outlines: bytes | bytearray, starts: Sequence[int], number: int) -> tuple[int, int, int, int] | None:
    """Left, bottom, right and top of a glyph; nothing where it draws nothing."""
    if starts[number] == starts[number + 1]:
        return None
    left, bottom, right, top = unpack_from(">4h", outlines, starts[number] + 2)
    return left, bottom, right, top


def _outline(composed: Composed, boxes: Mapping[int, tuple[int, int, int, int] | None]) -> tuple[bytes, int]:
    """A glyph as it stands in the table of outlines, and where its left edge is."""
    drawn = [(part, box) for part in composed.parts if (box := boxes[part[0]]) is not None]
    if not drawn:
        return b"", 0
    sides = [(box[0] + x, box[1] + y, box[2] + x, box[3] + y) for (_, x, y), box in drawn]
    around = min(s[0] for s in sides), min(s[1] for s in sides), max(s[2] for s in sides), max(s[3] for s in sides)
    written = pack(">5h", -1, *around)
    for at, ((number, x, y), _) in enumerate(drawn):
        more = _MORE if at < len(drawn) - 1 else 0
        written += pack(">HHhh", _WORDS | _PLACED | more, number, x, y)
    return written, around[0]


def _metrics(tables: Mapping[str, bytes], count: int, added: Iterable[tuple[int, int]]) -> tuple[bytes, bytes]:
    """The tables of advances, in which each glyph has one of its own, and of how many there are."""
    (full,) = unpack_from(">H", tables["hhea"], 34)
    held = [unpack_from(">Hh", tables["hmtx"], 4 * number) for number in range(full)]
    lefts = unpack_from(f">{count - full}h", tables["hmtx"], 4 * full)
    held += [(held[-1][0], left) for left in lefts]
    held += added
    return b"".join(pack(">Hh", *each) for each in held), tables["hhea"][:34] + pack(">H", len(held))


def _most(profile: bytes, glyphs: int, parts: int) -> bytes:
    """The table of how much of everything there is at most."""
    values = list(unpack_from(">14H", profile, 4))
    points, contours = max(values[1], values[3]), max(values[2], values[4])
    values[0] = glyphs
    values[3], values[4] = min(points * parts, 0xFFFF), min(contours * parts, 0xFFFF)
    values[12], values[13] = max(values[12], parts), values[13] + 1
    return profile[:4] + pack(">14H", *values) + profile[32:]


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The tables as one font file."""
    held = dict(sorted(tables.items()))
    held["head"] = held["head"][:8] + bytes(4) + held["head"][12:]
    power = len(held).bit_length() - 1
    whole = pack(">I4H", 0x00010000, len(held), 16 << power, power, 16 * len(held) - (16 << power))
    at = len(whole) + 16 * len(held)
    body = b""
    for tag, table in held.items():
        whole += pack(">4sIII", tag.encode(), _checksum(table), at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    adjusted = (_CHECKSUM_OF_ALL - _checksum(whole + body)) & 0xFFFFFFFF
    place = len(whole) + sum(len(t) + -len(t) % 4 for tag, t in held.items() if tag < "head") + 8
    file = whole + body
    return file[:place] + pack(">I", adjusted) + file[place + 4 :]


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    return int(sum(unpack_from(f">{len(padded) // 4}I", padded))) & 0xFFFFFFFF
