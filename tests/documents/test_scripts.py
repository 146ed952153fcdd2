"""Names are written in every script: set right, embedded, and read back as the same text."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest
from bidi import get_display

from negdesk.documents import font_faces
from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.font_faces import Weight, families, unprintable
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_direction import ISOLATE, ISOLATE_END, levels_of
from negdesk.documents.text_lines import break_lines, forget_texts
from negdesk.documents.typesetting import paragraph
from negdesk.storage.database import IN_MEMORY, open_library
from tests.documents.oat_flour import fill
from tests.documents.reading import asker, flat, needs_poppler, pages, poppler_lines, poppler_text
from tests.documents.sheets import agreement_sheet
from tests.documents.structure_reading import structure

SCRIPTS = {
    "latin": "Zürich, straße, Ağrı, Łódź, naïve, office",
    "vietnamese": "Nguyễn Thị Hồng Đặng",
    "greek": "Αθήνα και Θεσσαλονίκη, Ώρα",
    "cyrillic": "Київ, Москва, Ђорђе",
    "arabic": "شركة الطحين الذهبي للتجارة",
    "hebrew": "מאפיית הנמל בע״מ",
    "devanagari": "क्षत्रिय श्री विद्यालय प्रार्थना हिन्दी",
    "thai": "ข้าวโอ๊ตและแป้งที่น้ำ",
    "combining": "x̂ e̩ ñ",
    "marks between words": "हिन्दी में कार्य ज्ञान",
    "tone marks": "ผู้ใหญ่ กำ น้ำ",
    "chinese": "中文合同，第一条。",
    "japanese": "日本語のかなカナ、漢字。",
    "korean": "한국어 협상",
    "korean by its letters": "\u1112\u1161\u11ab \u1100\u1173\u11af",
    "emoji": "👩\u200d👩\u200d👧 👍🏽 🇩🇰 ❤\ufe0f 1\ufe0f\u20e3 end",
    "emoji among hebrew": "שלום 👩\u200d👩\u200d👧 עולם",
}
OF_THE_COMPUTER = {"chinese", "japanese", "korean", "korean by its letters", "emoji", "emoji among hebrew"}
"""Those whose fonts are not among ours."""

IN_BOTH_DIRECTIONS = (
    "الكمية ١٦٠ طن", "الكمية 160 طن", "خصم 15%", "شركة ABC للتجارة", "Deal with شركة الطحين by May",
    "מאפייה (נמל) 12-14", "בתאריך 23/11/2026", "שָׁלוֹם", "العربيّة", "مُحَمَّد", "سلام ﷽", "+45 12 34 هاتف",
    "می\u200cخواهم نامه",
)  # fmt: skip


@needs_poppler
@pytest.mark.parametrize("script", SCRIPTS)
def test_text_comes_back_the_same(script: str, tmp_path: Path) -> None:
    words = SCRIPTS[script]
    if script in OF_THE_COMPUTER and unprintable(words):
        pytest.skip("no font of this computer has this script")
    sheet = replace(agreement_sheet(), title=words, our_name=words, their_name=words)
    found = poppler_text(agreement_paper(sheet, PaperStyle()), tmp_path)
    assert found.count(flat(words)) >= 3


@needs_poppler
@pytest.mark.parametrize("words", IN_BOTH_DIRECTIONS)
def test_text_in_both_directions_is_drawn_in_the_order_of_unicode_and_said_as_it_is_read(
    words: str, tmp_path: Path
) -> None:
    paper = agreement_paper(replace(agreement_sheet(), their_name=words), PaperStyle())
    drawn = "".join("".join(poppler_lines(paper, tmp_path)).split())
    assert "".join(str(get_display(words)).split()) in drawn
    tree, _ = structure(paper)
    assert f"{words} gives" in [node.said for node in tree.walk()]


@needs_poppler
@pytest.mark.parametrize("words", ["a;👍🏽.(–,;b", '\\🇰🏽🇩👍🇰🇰❤%🏽👩{/:🇩👩\\{(🇰🇰(";&)🌾🏽)👩<]'])
def test_pictures_stay_in_line_with_the_letters_around_them(words: str, tmp_path: Path) -> None:
    if unprintable(words):
        pytest.skip("this computer has no font with emoji")
    sheet = replace(agreement_sheet(), title=words)
    assert flat(words) in poppler_text(agreement_paper(sheet, PaperStyle()), tmp_path)


@pytest.mark.parametrize("letter", ["\U0001d49c\u0301", "A\u0327", "\U0001d49c\U0001d4cf"])
def test_in_the_file_a_letter_of_another_direction_keeps_its_mark_after_it(letter: str) -> None:
    sheet = replace(agreement_sheet(), title=f"ה{letter}ד")
    if unprintable(sheet.title):
        pytest.skip("this computer has no font with mathematical letters")
    read = flat(pages(agreement_paper(sheet, PaperStyle()))[0])  # pypdf reads from left to right
    assert flat(f"ד{letter}ה") in read


@pytest.mark.parametrize("text", ["❤\ufe0f", "1\ufe0f\u20e3", "👩\u200d❤\ufe0f\u200d👨"])
def test_a_sign_that_asks_to_be_a_picture_is_one(text: str) -> None:
    if unprintable("👩"):
        pytest.skip("this computer has no font with emoji")
    (line,) = break_lines(text, 100_000)
    assert [segment.face.form for segment in line.segments] == ["pictures"]
    assert len(line.segments[0].clusters) == 1
    assert [segment.face.form for segment in break_lines("1\ufe0f2", 100_000)[0].segments] == ["glyf"]


def test_a_name_from_right_to_left_leaves_the_rest_where_it_is() -> None:
    text, base, levels = levels_of(f"{ISOLATE}שלום 3{ISOLATE_END} · 23 May")
    assert (text, base) == ("שלום 3 · 23 May", 0)
    assert levels == [1, 1, 1, 1, 1, 2, *[0] * 9]


def test_brackets_run_with_what_is_in_them() -> None:
    assert levels_of("a שלום (אבג) z")[2] == [0, 0, *[1] * 10, 0, 0]
    assert levels_of("שלום (abc)")[2] == [*[1] * 6, 2, 2, 2, 1]
    assert levels_of("((שלום")[2] == [1] * 6
    assert levels_of(f"{ISOLATE}אב")[0] == "אב"
    assert levels_of("plain") == ("plain", 0, None)


def test_lines_from_right_to_left_are_in_visual_order() -> None:
    (line,) = break_lines("אב גד", 100_000)
    assert line.right_to_left
    assert "".join(segment.text for segment in line.segments) == "גד אב"


def test_a_character_without_a_font_is_named() -> None:
    assert unprintable("Ana \n\u200d\U000f0000") == "\U000f0000"
    (line,) = break_lines("\U000f0000", 100_000)
    assert line.segments[0].clusters[0].glyphs[0].number == 0


def test_characters_without_a_font_are_printed_as_a_box_that_still_says_them() -> None:
    sheet = replace(agreement_sheet(), title="Sacks \U000f0000")
    assert "\U000f0000" in "".join(pages(agreement_paper(sheet, PaperStyle())))


@pytest.mark.parametrize("sign", ["\U000f0000", "\u0710", "\U00010900"])
def test_the_box_of_a_character_without_a_font_can_be_seen(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_faces, "_system_face", lambda *_asked, **_how: None)
    forget_texts()
    paper = make_pdf(paragraph(sign, 400.0), Frame("x", "", date(2026, 11, 23), private=False), PaperStyle())
    with pypdfium2.PdfDocument(paper) as document:
        top = document[0].render(scale=1).to_pil().convert("L").crop((0, 40, 200, 120))
    forget_texts()
    assert sum(top.histogram()[:128]) > 10


def test_the_design_family_comes_first() -> None:
    assert next(iter(families())) == "Inter"
    assert {Weight.REGULAR, Weight.MEDIUM, Weight.SEMIBOLD} <= families()["Inter"].keys()


def test_oat_flour_needs_no_other_font() -> None:
    database = open_library(IN_MEMORY)
    fill(database.connection)
    row = asker(database)(lambda connection: connection.execute("SELECT title FROM negotiation").fetchone())
    database.close()
    assert unprintable(row[0]) == ""


@pytest.mark.parametrize(
    "words",
    [
        "دقيق الشوفان، توريد سنوي", "مخبز الميناء", "السعر للطن", "فاطمة الزهراء بنت يوسف", "מאפיית הנמל בע״מ",
        "แป้งข้าวโอ๊ต จัดส่งตลอดปี", "ตั้งแต่ 1 ธันวาคม", "वार्षिक आपूर्ति क्ष्म्य", "Łódź e̋x̧", "Αρτοποιείο Λιμανιού",
    ],
)  # fmt: skip
def test_pdfium_reads_the_same_text_as_browsers_do(words: str) -> None:
    paper = make_pdf(paragraph(words, 400.0), Frame("x", "", date(2026, 11, 23), private=False), PaperStyle())
    with pypdfium2.PdfDocument(paper) as document:
        said = document[0].get_textpage().get_text_range().split("\r\n")[0]
    assert normalize("NFC", said) == normalize("NFC", words)
