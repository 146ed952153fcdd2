"""The fonts that papers are set in: which face has a character, and the glyphs that write a piece of text.

Faces are the TrueType files in ``resources/fonts``, named ``Family-Weight.ttf``. The first family is the one papers are
designed with; the others stand in, in their order, for the scripts it does not have, and after them the fonts of this
computer. Shaping is HarfBuzz's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from unicodedata import category

import uharfbuzz as harfbuzz

from negdesk.resource_files import resources_folder

FIRST_FAMILIES = ("Inter", "NotoSans")
"""The family of our own design and the one to ask first where it has no such character."""

_LONGEST_REMEMBERED = 40
_JOINERS = "\u200c\u200d"
_AS_A_PICTURE = "\ufe0f"


class Weight(IntEnum):
    """How heavy a face is, in the numbers of OpenType."""

    REGULAR = 400
    MEDIUM = 500
    SEMIBOLD = 600
    BOLD = 700


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn form: its number in the face; advance and offsets in thousandths of the font size."""

    number: int
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that are drawn together, with their glyphs from left to right."""

    text: str
    glyphs: tuple[Glyph, ...]
    advance: float


class Face:
    """One font file, read when first used. Two faces are the same only if they are one object."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        family, _, weight = path.stem.partition("-")
        self.family = family
        self.weight = Weight.__members__.get(weight.upper(), Weight.REGULAR)

    @cached_property
    def source(self) -> harfbuzz.Face:
        """The file as HarfBuzz knows it."""
        return harfbuzz.Face(harfbuzz.Blob.from_file_path(str(self.path)))

    @cached_property
    def font(self) -> harfbuzz.Font:
        """The face in its own units."""
        return harfbuzz.Font(self.source)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points it has a glyph for."""
        return frozenset(self.source.unicodes)

    @cached_property
    def per_mille(self) -> float:
        """What to multiply its units with for thousandths of the font size."""
        return 1000 / float(self.source.upem)

    @cached_property
    def extents(self) -> tuple[float, float]:
        """How far it goes above the base line and (as a negative number) below, in thousandths of the font size."""
        extents = self.font.get_font_extents("ltr")
        return extents.ascender * self.per_mille, extents.descender * self.per_mille

    @cached_property
    def form(self) -> str:
        """What its glyphs are: outlines by TrueType (``glyf``) or PostScript (``CFF``), or ``pictures``."""
        tags = self.source.table_tags
        if self.source.has_color_png:
            return "pictures"
        return "glyf" if "glyf" in tags else "CFF"

    @cached_property
    def natural_advances(self) -> dict[int, float]:
        """Advances of glyphs that were asked for, by number, in thousandths of the font size."""
        return {}

    def natural_advance(self, glyph: int) -> float:
        """The advance of a glyph by itself, without kerning."""
        advance = self.natural_advances.get(glyph)
        if advance is None:
            advance = float(self.font.get_glyph_h_advance(glyph)) * self.per_mille
            self.natural_advances[glyph] = advance
        return advance


@cache
def families() -> dict[str, dict[Weight, Face]]:
    """The bundled faces by family and weight, in the order in which they are asked for a character."""
    found: dict[str, dict[Weight, Face]] = {}
    for path in sorted((resources_folder() / "fonts").glob("*.ttf")):
        face = Face(path)
        found.setdefault(face.family, {})[face.weight] = face
    order = [name for name in FIRST_FAMILIES if name in found]
    order += sorted(name for name in found if name not in FIRST_FAMILIES)
    return {name: found[name] for name in order}


@cache
def faces(weight: Weight) -> tuple[Face, ...]:
    """One face of each family: the one nearest to `weight`, the heavier of two that are equally near."""
    return tuple(
        min(family.values(), key=lambda face: (abs(face.weight - weight), -face.weight))
        for family in families().values()
    )


@lru_cache(maxsize=20_000)
def face_for(cluster: str, weight: Weight) -> Face:
    """The first face that has all characters of a cluster, else the first that has its base, else the first of all.

    Where the cluster asks for it by U+FE0F that is a face of pictures, if there is one; a digit only as a key.
    """
    codes = [ord(char) for char in cluster if char not in _JOINERS and not "\ufe00" <= char <= "\ufe0f"]
    choice = faces(weight)
    if _AS_A_PICTURE in cluster and (not cluster[0].isascii() or "\u20e3" in cluster):
        pictured = _system_face(tuple(codes), weight, pictures=True)
        if pictured is not None:
            return pictured
    for wanted in (codes, codes[:1]):
        for face in choice:
            if all(code in face.characters for code in wanted):
                return face
        of_this_computer = _system_face(tuple(wanted), weight)
        if of_this_computer is not None:
            return of_this_computer
    return choice[0]


def _system_face(codes: tuple[int, ...], weight: Weight, pictures: bool = False) -> Face | None:
    # Loaded only where none of our own faces has a character.
    from negdesk.documents.system_fonts import system_face

    return system_face(codes, weight, pictures)


def unprintable(text: str) -> str:
    """The characters of a text that no face, ours or this computer's, has a glyph for; printed as an empty box."""
    return "".join(
        char
        for char in dict.fromkeys(text)
        if category(char) not in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
        and not "\ufe00" <= char <= "\ufe0f"
        and not any(ord(char) in face.characters for face in faces(Weight.REGULAR))
        and _system_face((ord(char),), Weight.REGULAR) is None
    )


def runs(text: str, weight: Weight) -> Iterator[tuple[Face, str]]:
    """The text cut where the face changes; a mark stays with the letter it belongs to."""
    if text.isascii():
        yield faces(weight)[0], text
        return
    signs = set(text)
    if not any(_belongs_to_another(sign) for sign in signs):
        chosen = {face_for(sign, weight) for sign in signs}
        if len(chosen) == 1:
            yield chosen.pop(), text
            return
    start, current = 0, None
    for match in re.finditer(r".(?:\ufe0f\u20e3?)?[\u0300-\u036f]*", text, re.DOTALL):
        at, face = match.start(), None
        if current is not None and _belongs_to_another(match[0][0]):
            face = (
                current if match[0][0] in _JOINERS or _selects(match[0][0]) else _with_mark(match[0], current, weight)
            )
        face = face or face_for(match[0], weight)
        if current is not None and face is not current:
            yield current, text[start:at]
            start = at
        current = face
    if current is not None:
        yield current, text[start:]


def _belongs_to_another(char: str) -> bool:
    """Whether a character is drawn with the one before it."""
    return category(char)[0] == "M" or char in _JOINERS or _selects(char)


def _selects(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f"


def _with_mark(marks: str, current: Face, weight: Weight) -> Face:
    """The face of the letter before where it has the mark too."""
    return current if ord(marks[0]) in current.characters else face_for(marks, weight)


def shape(face: Face, text: str, right_to_left: bool = False) -> tuple[Cluster, ...]:
    """The clusters of a text in reading order, each with its glyphs from left to right."""
    if len(text) <= _LONGEST_REMEMBERED:
        return _remembered(face, text, right_to_left)
    return _remembered_piece(face, text, right_to_left)


@lru_cache(maxsize=200)
def _remembered_piece(face: Face, text: str, right_to_left: bool) -> tuple[Cluster, ...]:
    return _shaped(face, text, right_to_left)  # of a word that is longer than any: a name stands in many places


@lru_cache(maxsize=30_000)
def _remembered(face: Face, text: str, right_to_left: bool) -> tuple[Cluster, ...]:
    return _shaped(face, text, right_to_left)


def forget_shapes() -> None:
    """Let go of every text that was shaped and is remembered."""
    _remembered.cache_clear()
    _remembered_piece.cache_clear()
    face_for.cache_clear()


def _shaped(face: Face, text: str, right_to_left: bool) -> tuple[Cluster, ...]:
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    if right_to_left:
        # A mark as a cluster of its own: readers that turn such text around turn the clusters, not what is in them.
        buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    harfbuzz.shape(face.font, buffer, {"kern": True, "liga": True})
    scale = face.per_mille
    found: dict[int, list[Glyph]] = {}
    drawn: dict[tuple[int, int, int, int], Glyph] = {}  # what is there many times over is made once
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        form = info.codepoint, place.x_advance, place.x_offset, place.y_offset
        glyph = drawn.get(form)
        if glyph is None:
            number, *moves = form
            glyph = drawn[form] = Glyph(number, *(units * scale for units in moves))
        found.setdefault(info.cluster, []).append(glyph)
    starts = sorted(found)
    clusters: dict[tuple[str, tuple[int, ...]], Cluster] = {}
    said: list[Cluster] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        glyphs, part = found[start], text[start:end]
        key = part, tuple(map(id, glyphs))
        cluster = clusters.get(key)
        if cluster is None:
            cluster = clusters[key] = Cluster(part, tuple(glyphs), sum(glyph.advance for glyph in glyphs))
        said.append(cluster)
    return tuple(said)
