"""Fonts whose glyphs are pictures, as those of colour emoji: in a PDF each glyph draws its picture (a Type 3 font).

Such a font knows 255 glyphs, so one face may take several. Sources: ISO 32000-1, 9.6.5 and 8.9.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any
from zlib import compress

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc

from negdesk.documents.font_faces import Cluster, Face, Glyph
from negdesk.documents.text_lines import Segment

_MOST_CODES = 255
_BLANK = -1
"""Stands for a glyph that draws nothing and takes no room; no face has it."""

_MEASURE = 600
"""Width of a blank glyph named ``m``, which nothing draws. Poppler guesses the size of such a font by its ``m``, taking
it to be so wide; without one it guesses by a picture, takes the font for twice as large, and tears lines apart."""


class PictureFace:
    """The pictures of one face that one PDF uses."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.resource = f"T{number}"
        self._codes: dict[tuple[int, str, int], int] = {}

    def shown(self, segment: Segment, size: float) -> str:
        """The operators that draw a segment, with the choice of its fonts; the pen moves on by its advance."""
        if segment.level % 2:
            return "\n".join(each for cluster in reversed(segment.clusters) for each in self._turned(cluster, size))
        written = []
        for cluster in segment.clusters:
            drawn = [
                self._drawn(glyph, cluster.text if at == 0 else "", size) for at, glyph in enumerate(cluster.glyphs)
            ]
            if len(drawn) > 1:  # a glyph after the first stands for no text of its own; readers would take its code
                drawn = [f"/Span <</ActualText <feff{utf16(cluster.text)}>>> BDC", *drawn, "EMC"]
            written += drawn
        return "\n".join(written)

    def _turned(self, cluster: Cluster, size: float) -> Iterator[str]:
        """A cluster among text from right to left: sign by sign, the last one first, as readers turn such text around.

        Blanks stand for the signs that are left after the last glyph, in the room which that glyph takes.
        """
        *single, last = cluster.glyphs
        signs = cluster.text[::-1].rjust(len(cluster.glyphs))
        for glyph, sign in zip(single, signs, strict=False):
            yield self._drawn(glyph, sign.strip(), size)
        left = signs[len(single) :]
        room = last.advance / len(left)
        yield self._drawn(replace(last, advance=room), left[0], size, room)
        for sign in left[1:]:
            yield self._drawn(Glyph(_BLANK, room, 0.0, 0.0), sign, size, room)

    def _drawn(self, glyph: Glyph, text: str, size: float, width: float | None = None) -> str:
        """A glyph that stands for a text, and takes that width, or its own, as far as readers know."""
        told = self.face.natural_advance(glyph.number) if width is None else width
        place = self._codes.setdefault((glyph.number, text, round(told)), len(self._codes))
        part, code = divmod(place, _MOST_CODES)
        return f"/{self.resource}x{part} {size:g} Tf [<{code + 1:02x}> {round(told) - glyph.advance:.2f}] TJ"

    def fonts(self, document: Any) -> dict[str, Any]:
        """The fonts by their names as resources, each a reference to an object of the document."""
        held = list(self._codes)
        return {
            f"{self.resource}x{part}": self._font(document, part, held[part * _MOST_CODES : (part + 1) * _MOST_CODES])
            for part in range(-(-len(held) // _MOST_CODES))
        }

    def _font(self, document: Any, part: int, held: list[tuple[int, str, int]]) -> Any:
        name = f"{self.resource}x{part}"
        blank = pdfdoc.PDFStream(content=f"{_MEASURE} 0 d0".encode("ascii"))
        procedures, pictures, widths = {"m": document.Reference(blank, f"{name}m")}, {}, [_MEASURE]
        for code, (glyph, _, width) in enumerate(held, start=1):
            widths.append(width)
            drawing = f"{width} 0 d0"
            png = self.face.font.get_glyph_color_png(glyph).data if glyph != _BLANK else b""
            extents = self.face.font.get_glyph_extents(glyph) if glyph != _BLANK else None
            if png and extents is not None:
                scale = self.face.per_mille
                x, y = extents.x_bearing * scale, (extents.y_bearing + extents.height) * scale
                wide, high = extents.width * scale, -extents.height * scale
                drawing += f" q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /P{code} Do Q"
                pictures[f"P{code}"] = picture(document, f"{name}p{code}", png)
            content = pdfdoc.PDFStream(content=drawing.encode("ascii"), filters=[pdfdoc.PDFZCompress])
            procedures[f"G{code}"] = document.Reference(content, f"{name}g{code}")
        names = [pdfdoc.PDFName(each) for each in procedures]
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type3"),
                "Name": pdfdoc.PDFName(name),
                "FontBBox": pdfdoc.PDFArray([0, -400, 2000, 1400]),
                "FontMatrix": pdfdoc.PDFArray([0.001, 0, 0, 0.001, 0, 0]),
                "CharProcs": pdfdoc.PDFDictionary(procedures),
                "Encoding": pdfdoc.PDFDictionary(
                    {
                        "Type": pdfdoc.PDFName("Encoding"),
                        "Differences": pdfdoc.PDFArray([0, *names]),
                    }
                ),
                "FirstChar": 0,
                "LastChar": len(held),
                "Widths": pdfdoc.PDFArray(widths),
                "Resources": pdfdoc.PDFDictionary({"XObject": pdfdoc.PDFDictionary(pictures)}),
                "ToUnicode": document.Reference(
                    pdfdoc.PDFStream(
                        content=text_table({code: text for code, (_, text, _) in enumerate(held, start=1)}, digits=2),
                        filters=[pdfdoc.PDFZCompress],
                    ),
                    f"{name}texts",
                ),
            }
        )
        return document.Reference(font, f"{name}font")


def picture(document: Any, name: str, png: bytes) -> Any:
    """A picture as an object of the document: its pixels alone, see-through where the PNG is."""
    width, height, colours, see_through = _packed(png)
    shape = {
        "Type": pdfdoc.PDFName("XObject"),
        "Subtype": pdfdoc.PDFName("Image"),
        "Width": width,
        "Height": height,
        "BitsPerComponent": 8,
        "Filter": pdfdoc.PDFName("FlateDecode"),
    }
    mask = _stream(see_through, {**shape, "ColorSpace": pdfdoc.PDFName("DeviceGray")})
    told = {**shape, "ColorSpace": pdfdoc.PDFName("DeviceRGB"), "SMask": document.Reference(mask, f"{name}mask")}
    return document.Reference(_stream(colours, told), name)


@lru_cache(maxsize=200)
def _packed(png: bytes) -> tuple[int, int, bytes, bytes]:
    """Width, height, and the packed pixels of a picture: its colours, and how far one sees through them."""
    image = ImageReader(BytesIO(png))._image.convert("RGBA")
    return (
        image.width,
        image.height,
        compress(image.convert("RGB").tobytes()),
        compress(image.getchannel("A").tobytes()),
    )


def forget_pictures() -> None:
    """Let go of every picture that is remembered: they tell which signs a text had."""
    _packed.cache_clear()


def _stream(content: bytes, facts: dict[str, Any]) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    for key, value in facts.items():
        stream.dictionary[key] = value
    return stream


def text_table(texts: dict[int, str], digits: int = 4) -> bytes:
    """A font's table of which text each code stands for, with so many hexadecimal digits a code."""
    mapped = [f"<{code:0{digits}x}> <{utf16(text)}>" for code, text in texts.items() if text]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'00' * (digits // 2)}> <{'ff' * (digits // 2)}> endcodespacerange",
    ]
    for at in range(0, len(mapped), 100):
        some = mapped[at : at + 100]
        parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    parts.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(parts).encode("ascii")


def utf16(text: str) -> str:
    """Text as hexadecimal UTF-16."""
    return text.encode("utf-16-be", "replace").hex()
