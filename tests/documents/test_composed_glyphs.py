"""A glyph composed of others is drawn as they were, and the font stays a whole one."""

import pypdfium2
import pytest
import uharfbuzz as harfbuzz
from PIL import Image, ImageChops

from negdesk.documents import pdf_fonts
from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.composed_glyphs import Composed, with_composed
from negdesk.documents.paper_style import PaperStyle
from negdesk.resource_files import resources_folder
from tests.documents.sheets import agreement_sheet

FONT = (resources_folder() / "fonts" / "NotoSansArabic-Regular.ttf").read_bytes()


def opened(font: bytes) -> harfbuzz.Font:
    return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob(font)))


def test_a_composed_glyph_has_its_parts_where_they_are_moved_to_and_the_others_stay() -> None:
    before = opened(FONT)
    dots, base, empty = (before.get_nominal_glyph(code) for code in (0x06EC, 0x0628, 0x20))
    assert dots and base and empty
    made = [
        Composed(((dots, 426, -132), (base, 0, 0)), 808), Composed(((empty, 5, 5),), 0), Composed(((base, -9, 7),), 3),
    ]  # fmt: skip
    after = opened(with_composed(FONT, made))
    count = before.face.glyph_count
    assert after.face.glyph_count == count + 3
    for glyph in range(count):
        assert after.get_glyph_h_advance(glyph) == before.get_glyph_h_advance(glyph)
        assert after.get_glyph_extents(glyph) == before.get_glyph_extents(glyph)
    assert [after.get_glyph_h_advance(count + at) for at in range(3)] == [808, 0, 3]
    moved, alone = after.get_glyph_extents(count + 2), before.get_glyph_extents(base)
    assert (moved.x_bearing, moved.y_bearing) == (alone.x_bearing - 9, alone.y_bearing + 7)
    assert (moved.width, moved.height) == (alone.width, alone.height)
    both, mark = after.get_glyph_extents(count), before.get_glyph_extents(dots)
    assert both.y_bearing == max(alone.y_bearing, mark.y_bearing - 132)
    assert both.x_bearing == min(alone.x_bearing, mark.x_bearing + 426)


@pytest.mark.parametrize("words", ["مُحَمَّد دقيق الشوفان لآلئ", "שׁוּלַמִּית", "ตั้งแต่ที่นี่", "क्ष्म्य शर्मिष्ठा", "e̋x̧ Ü̈"])
def test_what_is_composed_looks_as_what_it_is_composed_of(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    composed = agreement_paper(agreement_sheet(words), PaperStyle())
    monkeypatch.setattr(pdf_fonts._EmbeddedFace, "_as_one", lambda _self, cluster: cluster.glyphs)
    apart = agreement_paper(agreement_sheet(words), PaperStyle())
    assert composed != apart
    differences = ImageChops.difference(*map(picture, (composed, apart))).histogram()
    assert sum(differences[128:]) < 40, "but for a few pixels at edges that touch"


def picture(paper: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(paper) as document:
        grey: Image.Image = document[0].render(scale=2).to_pil().convert("L")
        return grey
