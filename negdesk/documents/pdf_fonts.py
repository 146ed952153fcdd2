"""Fonts inside a PDF: only the glyphs that are used, each known by the text it stands for.

Every pair of a glyph and its text gets a code of its own, so that what a reader copies, searches or speaks is the very
text that was set, whatever the script's shaping made of it. Sources: ISO 32000-1, 9.7 and 9.10; 14.9.4 for ActualText.
"""

from collections.abc import Iterable
from hashlib import sha256
from struct import unpack_from
from typing import Any

import uharfbuzz as harfbuzz
from reportlab.pdfbase import pdfdoc

from negdesk.documents.cff_charset import glyph_cids
from negdesk.documents.font_faces import Cluster, Face, Glyph
from negdesk.documents.picture_fonts import PictureFace, text_table, utf16
from negdesk.documents.text_lines import Segment

_MOST_CODES = 65_535
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

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.resource = f"T{number}"
        self._codes: dict[tuple[int, str], int] = {}
        self._shown: dict[tuple[str, int, float, int], str] = {}

    def shown(self, segment: Segment, size: float) -> str:
        """The operators that draw a segment; the pen moves on by its advance."""
        key = (segment.text, segment.level % 2, size, len(segment.clusters))
        shown = self._shown.get(key)
        if shown is None:
            shown = self._shown[key] = self._drawn(segment, size)
        return shown

    def _drawn(self, segment: Segment, size: float) -> str:
        pen = _Pen(self.face, size)
        right_to_left = segment.level % 2 == 1
        for cluster in reversed(segment.clusters) if right_to_left else segment.clusters:
            texts = _texts_of_glyphs(cluster, right_to_left)
            if texts is None or not self._may_say(cluster, texts):
                self._show_as_one(cluster, pen)
                continue
            for glyph, text in zip(cluster.glyphs, texts, strict=True):
                pen.show(self._code(glyph.number, text), glyph)
        return pen.operators()

    def _may_say(self, cluster: Cluster, texts: list[str]) -> bool:
        """Whether these glyphs' codes can each stand for that text; here every pair has a code of its own."""
        return True

    def _show_as_one(self, cluster: Cluster, pen: "_Pen") -> None:
        """Draw glyphs that stand for their text together.

        Readers take where the first glyph begins and where the last one ends for the place of the text. So blank
        glyphs without any width stand there, on the base line, where marks above or below it come first or last.
        """
        pen.begin_actual_text(cluster.text)
        blank = self.face.font.get_nominal_glyph(32) or 0
        edge = Glyph(blank, 0.0, 0.0, 0.0)
        if cluster.glyphs[0].dy:
            pen.show(self._code(blank, ""), edge)
        for glyph in cluster.glyphs:
            pen.show(self._code(glyph.number, cluster.text[:1]), glyph)
        last = cluster.glyphs[-1]
        if last.dy or last.dx or not last.advance:
            pen.show(self._code(blank, ""), edge)
        pen.end_actual_text()

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
        return {
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([_number(self.face.natural_advance(g)) for g in glyphs])]),
            "CIDToGIDMap": self._stream(document, "glyphs", b"".join(g.to_bytes(2, "big") for g in glyphs)),
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
        """The font file with the used glyphs only; the numbers of the glyphs stay."""
        wanted = harfbuzz.SubsetInput()
        wanted.glyph_set.update({glyph for glyph, _ in self._codes})
        wanted.flags = harfbuzz.SubsetFlags.RETAIN_GIDS | harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        for table in ("GSUB", "GPOS", "GDEF", "DSIG", "STAT", "name", "post", "cmap", "OS/2"):
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
        if self.face.source.has_var_data:
            wanted.pin_all_axes_to_default(self.face.source)
        return bytes(harfbuzz.subset(self.face.source, wanted).blob.data)

    def _tag(self) -> str:
        """Six letters that tell this subset from another of the same face."""
        digest = sha256(repr(sorted(self._codes)).encode()).digest()
        return "".join(chr(65 + byte % 26) for byte in digest[:6])

    def _box(self) -> tuple[int, ...]:
        head = self.face.source.reference_table("head").data
        return tuple(round(unit * self.face.per_mille) for unit in unpack_from(">4h", head, 36))


class _CffFace(_EmbeddedFace):
    """A face with PostScript outlines. A PDF names its glyphs by their CID, so a glyph has one code and one text;

    where the same glyph stands for another text, that text is said beside it.
    """

    def __init__(self, face: Face, number: int) -> None:
        super().__init__(face, number)
        self._said: dict[int, str] = {}
        program = face.source.reference_table("CFF ").data
        self._cids = glyph_cids(program, face.source.glyph_count)

    def _may_say(self, cluster: Cluster, texts: list[str]) -> bool:
        return all(
            self._said.setdefault(glyph.number, text) == text for glyph, text in zip(cluster.glyphs, texts, strict=True)
        )

    def _code(self, glyph: int, text: str) -> int:
        return self._codes.setdefault((glyph, ""), self._cids[glyph])

    def _file(self, document: Any) -> dict[str, Any]:
        whole = harfbuzz.Face(harfbuzz.Blob(self._program()))
        program = whole.reference_table("CFF ").data
        stream = pdfdoc.PDFStream(content=bytes(program), filters=[pdfdoc.PDFZCompress])
        stream.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
        return {"FontFile3": document.Reference(stream, f"{self.resource}program")}

    def _numbering(self, document: Any) -> dict[str, Any]:
        widths: list[Any] = []
        for (glyph, _), code in sorted(self._codes.items(), key=lambda pair: pair[1]):
            widths += [code, pdfdoc.PDFArray([_number(self.face.natural_advance(glyph))])]
        return {"Subtype": pdfdoc.PDFName("CIDFontType0"), "W": pdfdoc.PDFArray(widths)}

    def _texts(self) -> dict[int, str]:
        return {self._cids[glyph]: text for glyph, text in self._said.items()}


class _Pen:
    """Collects glyphs of one face into as few operators as they take."""

    def __init__(self, face: Face, size: float) -> None:
        self._face = face
        self._size = size
        self._written: list[str] = []
        self._array: list[str] = []
        self._codes = ""
        self._rise = 0.0

    def show(self, code: int, glyph: Glyph) -> None:
        """Draw one glyph, moved by its offset, and go on by its advance."""
        if glyph.dy != self._rise:
            self._flush()
            self._written.append(f"{glyph.dy * self._size / 1000:.3f} Ts")
            self._rise = glyph.dy
        self._move(glyph.dx)
        self._codes += f"{code:04x}"
        self._move(glyph.advance - self._face.natural_advance(glyph.number) - glyph.dx)

    def _move(self, by: float) -> None:
        if abs(by) < 0.05:
            return
        if self._codes:
            self._array.append(f"<{self._codes}>")
            self._codes = ""
        self._array.append(_number(-by))

    def _flush(self) -> None:
        if self._codes:
            self._array.append(f"<{self._codes}>")
        if self._array:
            self._written.append(f"[{' '.join(self._array)}] TJ")
        self._array, self._codes = [], ""

    def begin_actual_text(self, text: str) -> None:
        """What is drawn from here on stands for `text` as a whole."""
        self._flush()
        self._written.append(f"/Span <</ActualText <feff{utf16(text)}>>> BDC")

    def end_actual_text(self) -> None:
        """Here that text ends."""
        self._flush()
        self._written.append("EMC")

    def operators(self) -> str:
        """All that was collected."""
        self._flush()
        if self._rise:
            self._written.append("0 Ts")
        return "\n".join(self._written)


def _texts_of_glyphs(cluster: Cluster, right_to_left: bool) -> list[str] | None:
    """The text each glyph of a cluster stands for; None where that takes all of them together."""
    glyphs, text = cluster.glyphs, cluster.text
    if len(glyphs) == 1 and len(text) <= _LONGEST_MAPPED:
        return [text]
    if len(glyphs) == len(text) and not any(glyph.dy for glyph in glyphs):
        return list(reversed(text)) if right_to_left else list(text)
    return None


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
