"""Fonts inside a PDF: only the glyphs that are used, each known by the text it stands for.

Every pair of a glyph and its text gets a code of its own, so that what a reader copies, searches or speaks is the very
text that was set, whatever the script's shaping made of it. Sources: ISO 32000-1, 9.7 and 9.10; 14.9.4 for ActualText.
"""

from collections.abc import Iterable
from functools import cache, cached_property
from hashlib import sha256
from struct import unpack_from
from typing import Any

import uharfbuzz as harfbuzz
from reportlab.pdfbase import pdfdoc

from negdesk.documents.cff_charset import glyph_cids, keyed_by_cid
from negdesk.documents.composed_glyphs import Composed, with_composed
from negdesk.documents.font_faces import Cluster, Face, Glyph
from negdesk.documents.glyph_pen import Pen, number
from negdesk.documents.picture_fonts import PictureFace, text_table
from negdesk.documents.text_lines import Segment

_MOST_CODES = 65_535
_NO_SIGN = "\u200b"
"""What a code stands for that stands for nothing: readers that find no text for a code make one up."""

_BLANKS = (0x200B, 0x200C, 0x200D, 0x2060, 0x20)
_ALWAYS = harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
"""The forms of glyphs are chosen already; the box for what no font has is drawn."""

_MOST_COMPOSED, _FARTHEST = 8_000, 30_000
"""How many glyphs are composed for one font, and how many units any part of one is moved at most."""

_LONGEST_MAPPED = 16
"""Characters one code may stand for in the font's own table; longer clusters say their text beside the glyphs."""


class PaperFonts:
    """The faces one PDF uses. Knows how to write segments as operators, and embeds what was written."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._embedded: dict[Face, _EmbeddedFace | PictureFace] = {}
        document.delayedFonts.append(self)

    def operators(self, segments: Iterable[Segment], size: float, x: float, y: float) -> str:
        """One line of text from (`x`, `y`) on, both in points."""
        written = ["BT", f"1 0 0 1 {x:.3f} {y:.3f} Tm"]
        last = None
        for segment in segments:
            embedded = self._embedded.get(segment.face)
            if embedded is None:
                embedded = self._embedded[segment.face] = _embedded(segment.face, len(self._embedded) + 1)
            if isinstance(embedded, PictureFace):
                written.append(embedded.shown(segment, size))
                last = None
                continue
            if embedded is not last:
                written.append(f"/{embedded.resource} {size:g} Tf")
                last = embedded
            written.append(embedded.shown(segment, size))
        written.append("ET")
        return "\n".join(written)

    def addObjects(self, document: Any) -> None:  # noqa: N802  # reportlab asks for this name when it saves
        """Put the fonts into the document, in place of reportlab's own standard ones, which nothing here uses."""
        fonts = document.idToObject[pdfdoc.BasicFonts].dict
        fonts.clear()
        for embedded in self._embedded.values():
            fonts.update(embedded.fonts(document))


def _embedded(face: Face, number: int) -> "_EmbeddedFace | PictureFace":
    if face.form == "pictures":
        return PictureFace(face, number)
    return _CffFace(face, number) if face.form == "CFF" else _EmbeddedFace(face, number)


class _EmbeddedFace:
    """The part of one face that one PDF uses."""

    _flags = _ALWAYS | harfbuzz.SubsetFlags.RETAIN_GIDS

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.resource = f"T{number}"
        self._codes: dict[tuple[int, str], int] = {}
        self._shown: dict[tuple[str, int, float, int], str] = {}
        self._composed: dict[Composed, int] = {}
        self._composed_of: dict[int, Composed] = {}

    def shown(self, segment: Segment, size: float) -> str:
        """The operators that draw a segment; the pen moves on by its advance."""
        key = (segment.text, segment.level % 2, size, len(segment.clusters))
        shown = self._shown.get(key)
        if shown is None:
            shown = self._shown[key] = self._drawn(segment, size)
        return shown

    def _drawn(self, segment: Segment, size: float) -> str:
        pen = Pen(self.natural_advance, size)
        if segment.level % 2:
            for cluster in reversed(segment.clusters):
                self._show_turned(cluster, pen)
        else:
            for cluster in segment.clusters:
                self._show(self._as_one(cluster), cluster.text, pen)
        return pen.operators()

    def _show(self, glyphs: tuple[Glyph, ...], text: str, pen: Pen) -> None:
        if len(glyphs) == 1 and len(text) <= _LONGEST_MAPPED and self._may_say(glyphs[0], text):
            pen.show(self._code(glyphs[0].number, text), glyphs[0])
        else:
            self._show_as_one(glyphs, text, pen)

    def natural_advance(self, glyph: int) -> float:
        """The advance of a glyph by itself, also of one that is composed, in thousandths of the font size."""
        return (
            self.face.natural_advance(glyph) if glyph >= 0 else self._composed_of[glyph].advance * self.face.per_mille
        )

    def _show_turned(self, cluster: Cluster, pen: Pen) -> None:
        """Draw a cluster of text from right to left, which every reader turns around sign by sign.

        So each sign is by itself, the last one first. Where fewer glyphs write them, blanks after the last glyph stand
        for those that are left, in the room which that glyph takes.
        """
        signs, glyphs = cluster.text[::-1], self._as_one(cluster)
        *single, last = glyphs[: len(signs)]
        for glyph, sign in zip(single, signs, strict=False):
            self._show((glyph,), sign, pen)
        left = signs[len(single) :]
        more = glyphs[len(signs) :]
        blank = self._blank
        if len(left) == 1 or blank is None:
            self._show((last, *more), left[::-1], pen)
            return
        room = last.advance / len(left)
        self._show((Glyph(last.number, room, last.dx, last.dy),), left[0], pen)
        for sign in left[1:]:
            self._show((Glyph(blank, room, 0.0, 0.0),), sign, pen)

    def _as_one(self, cluster: Cluster) -> tuple[Glyph, ...]:
        """The glyphs of a cluster composed into one that stands where it is written, if they are not that already.

        Readers that turn words around put those in order that are written in one go, without a step up or aside.
        """
        glyphs, units = cluster.glyphs, 1 / self.face.per_mille
        if len(glyphs) == 1 and not glyphs[0].dx and not glyphs[0].dy:
            return glyphs
        parts, x = [], 0.0
        for glyph in glyphs:
            parts.append((glyph.number, round((x + glyph.dx) * units), round(glyph.dy * units)))
            x += glyph.advance
        composed = Composed(tuple(parts), round(x * units))
        if not all(-_FARTHEST <= each <= _FARTHEST for part in parts for each in part[1:]):
            return glyphs
        number = self._composed.get(composed)
        if number is None:
            if len(self._composed) >= _MOST_COMPOSED or not 0 <= composed.advance <= _FARTHEST:
                return glyphs
            number = self._composed[composed] = -1 - len(self._composed)
            self._composed_of[number] = composed
        return (Glyph(number, x, 0.0, 0.0),)

    def _may_say(self, glyph: Glyph, text: str) -> bool:
        """Whether a glyph's code can stand for that text; here every pair has a code of its own."""
        return True

    def _show_as_one(self, glyphs: tuple[Glyph, ...], text: str, pen: Pen) -> None:
        """Draw glyphs that stand for their text together.

        Readers take where the first glyph begins and where the last one ends for the place of the text. So blank
        glyphs without any width stand there, on the base line, where marks above or below it come first or last. Those
        who do not know of such texts read the codes: sign by sign, or all of it by the first one.
        """
        pen.begin_actual_text(text)
        blank = self._blank
        edge = None if blank is None else Glyph(blank, 0.0, 0.0, 0.0)
        if edge is not None and glyphs[0].dy:
            pen.show(self._code(edge.number, _NO_SIGN), edge)
        signs = list(text) if len(text) == len(glyphs) else [text[:_LONGEST_MAPPED], *[_NO_SIGN] * (len(glyphs) - 1)]
        for glyph, sign in zip(glyphs, signs, strict=True):
            pen.show(self._code(glyph.number, sign), glyph)
        last = glyphs[-1]
        if edge is not None and (last.dy or last.dx or not last.advance):
            pen.show(self._code(edge.number, _NO_SIGN), edge)
        pen.end_actual_text()

    @cached_property
    def _blank(self) -> int | None:
        """A glyph of the face that draws nothing, if there is one; best one that takes no room either.

        Readers go by the room that the font says a glyph takes: a blank of a space's width would hide the space
        after it.
        """
        found = [self.face.font.get_nominal_glyph(code) for code in _BLANKS]
        return min((glyph for glyph in found if glyph), key=self.face.natural_advance, default=None)

    def _code(self, glyph: int, text: str) -> int:
        code = self._codes.get((glyph, text))
        if code is None:
            code = len(self._codes) + 1
            if code > _MOST_CODES:
                return self._codes.get((glyph, ""), 0)
            self._codes[glyph, text] = code
        return code

    def fonts(self, document: Any) -> dict[str, Any]:
        """The font by its name as a resource, a reference to an object of the document."""
        return {self.resource: self._put_into(document)}

    def _put_into(self, document: Any) -> Any:
        name = pdfdoc.PDFName(f"{self._tag()}+{self.face.name}")
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(list(self._box())),
                "ItalicAngle": 0,
                "Ascent": round(self.face.extents[0]),
                "Descent": round(self.face.extents[1]),
                "CapHeight": 700,
                "StemV": round(self.face.weight / 5),
                **self._file(document),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, f"{self.resource}descriptor"),
                **self._numbering(document),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": name,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"{self.resource}descendant")]),
                "ToUnicode": self._stream(document, "texts", text_table(self._texts())),
            }
        )
        return document.Reference(font, f"{self.resource}font")

    def _file(self, document: Any) -> dict[str, Any]:
        """The entry of the descriptor that holds the font program."""
        return {"FontFile2": self._stream(document, "program", self._program(), len1=True)}

    def _numbering(self, document: Any) -> dict[str, Any]:
        """Which glyph each code draws, and how far the pen moves on with it."""
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        own = harfbuzz.Face(harfbuzz.Blob(self._subset)).glyph_count  # those that are composed come after them
        drawn = [glyph if glyph >= 0 else own - 1 - glyph for glyph in glyphs]
        return {
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([number(self.natural_advance(g)) for g in glyphs])]),
            "CIDToGIDMap": self._stream(document, "glyphs", b"".join(g.to_bytes(2, "big") for g in drawn)),
        }

    def _texts(self) -> dict[int, str]:
        """Which text each code stands for."""
        return {code: text for (_, text), code in self._codes.items()}

    def _stream(self, document: Any, kind: str, content: bytes, len1: bool = False) -> Any:
        stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
        if len1:
            stream.dictionary["Length1"] = len(content)
        return document.Reference(stream, f"{self.resource}{kind}")

    def _program(self) -> bytes:
        """The font file with the used glyphs only, and those that were composed of them."""
        return with_composed(self._subset, tuple(self._composed)) if self._composed else self._subset

    @cached_property
    def _subset(self) -> bytes:
        """The font file with the used glyphs only; the numbers of the glyphs stay. Asked for when all are known."""
        wanted = harfbuzz.SubsetInput()
        parts = {glyph for composed in self._composed for glyph, _, _ in composed.parts}
        wanted.glyph_set.update(parts | {glyph for glyph, _ in self._codes if glyph >= 0})
        wanted.flags = self._flags
        for table in ("GSUB", "GPOS", "GDEF", "DSIG", "STAT", "name", "post", "cmap", "OS/2"):
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
        if self.face.source.has_var_data:
            wanted.pin_all_axes_to_default(self.face.source)
        return bytes(harfbuzz.subset(self.face.source, wanted).blob.data)

    def _tag(self) -> str:
        """Six letters that tell this subset from another of the same face."""
        used = [*sorted(self._codes), *self._composed] if self._composed else sorted(self._codes)
        digest = sha256(repr(used).encode()).digest()
        return "".join(chr(65 + byte % 26) for byte in digest[:6])

    def _box(self) -> tuple[int, ...]:
        head = self.face.source.reference_table("head").data
        return tuple(round(unit * self.face.per_mille) for unit in unpack_from(">4h", head, 36))


@cache
def _cids_of(face: Face) -> list[int]:
    """The CID of each glyph. A Chinese face has tens of thousands, and a paper is made anew at each edit."""
    return glyph_cids(face.source.reference_table("CFF ").data, face.source.glyph_count)


@cache
def _keyed_by_cid(face: Face) -> bool:
    return keyed_by_cid(face.source.reference_table("CFF ").data)


class _CffFace(_EmbeddedFace):
    """A face with PostScript outlines. A PDF names its glyphs by their CID, so a glyph has one code and one text;

    where the same glyph stands for another text, that text is said beside it.
    """

    def __init__(self, face: Face, number: int) -> None:
        super().__init__(face, number)
        self._said: dict[int, str] = {}
        self._cids = _cids_of(face)
        if _keyed_by_cid(face):
            # Its glyphs are found by their CIDs, which stay; so there need be no room for those that are left out.
            self._flags = _ALWAYS

    def _as_one(self, cluster: Cluster) -> tuple[Glyph, ...]:
        return cluster.glyphs  # of such outlines none can be composed of others

    def _may_say(self, glyph: Glyph, text: str) -> bool:
        return self._said.setdefault(glyph.number, text) == text

    def _code(self, glyph: int, text: str) -> int:
        return self._codes.setdefault((glyph, ""), self._cids[glyph])

    def _file(self, document: Any) -> dict[str, Any]:
        whole = harfbuzz.Face(harfbuzz.Blob(self._subset))
        program = whole.reference_table("CFF ").data
        stream = pdfdoc.PDFStream(content=bytes(program), filters=[pdfdoc.PDFZCompress])
        stream.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
        return {"FontFile3": document.Reference(stream, f"{self.resource}program")}

    def _numbering(self, document: Any) -> dict[str, Any]:
        widths: list[Any] = []
        for (glyph, _), code in sorted(self._codes.items(), key=lambda pair: pair[1]):
            widths += [code, pdfdoc.PDFArray([number(self.face.natural_advance(glyph))])]
        return {"Subtype": pdfdoc.PDFName("CIDFontType0"), "W": pdfdoc.PDFArray(widths)}

    def _texts(self) -> dict[int, str]:
        return {self._cids[glyph]: text for glyph, text in self._said.items()}
