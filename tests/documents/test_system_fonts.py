"""Chinese, Japanese, Korean and emoji by the fonts of this computer, and what none has is named."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from negdesk.documents import font_faces, system_fonts
from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.export import PaperKind, paper_of, report_of
from negdesk.documents.font_faces import Weight, unprintable
from negdesk.documents.paper_style import PaperStyle
from negdesk.resource_files import resources_folder
from tests.documents.reading import flat, needs_poppler, needs_qpdf, poppler_text
from tests.documents.sheets import agreement_sheet

SCRIPTS = {
    "chinese": "燕麦面粉供应协议，北方磨坊，每月两次",
    "japanese": "オーツ麦粉の年間供給、港のパン屋",
    "korean": "귀리가루 연간 공급 계약",
    "emoji": "👩‍🌾 🌾 👍🏽 🇩🇰 ❤️",
}


@pytest.fixture(params=SCRIPTS)
def words(request: pytest.FixtureRequest) -> str:
    said = SCRIPTS[request.param]
    if unprintable(said):
        pytest.skip("no font of this computer has this script")
    return said


@pytest.fixture
def paper(words: str) -> bytes:
    sheet = replace(agreement_sheet(), title=words, our_name=words, their_name=words)
    return agreement_paper(sheet, PaperStyle())


@needs_poppler
def test_text_comes_back_the_same(words: str, paper: bytes, tmp_path: Path) -> None:
    assert poppler_text(paper, tmp_path).count(flat(words)) >= 3


@needs_poppler
@needs_qpdf
def test_the_file_is_sound_and_every_font_is_embedded(words: str, paper: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    rows = listed.splitlines()[2:]
    assert len(rows) >= 3 and all(row.split()[-5] == "yes" for row in rows), listed
    with pikepdf.open(BytesIO(paper)) as file:
        assert not file.check_pdf_syntax()
    sheet = replace(agreement_sheet(), title=words, our_name=words, their_name=words)
    assert agreement_paper(sheet, PaperStyle()) == paper


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer without a font of its own."""
    monkeypatch.setattr(system_fonts, "font_folders", lambda: (tmp_path / "nowhere",))
    system_fonts._faces.cache_clear()
    font_faces.face_for.cache_clear()


@pytest.mark.usefixtures("no_fonts")
def test_without_a_font_each_character_is_named_and_still_in_the_text(tmp_path: Path) -> None:
    sheet = replace(agreement_sheet(), title="燕麦 \U0001f33e \u202egnp")
    paper = paper_of(PaperKind.AGREEMENT, sheet, PaperStyle())
    assert set(paper.unprintable) == set("燕麦\U0001f33e\u202e")
    assert report_of(paper.unprintable) == (
        "Cannot be printed as written, for want of a font or a visible form:"
        " 燕 (U+71D5), 麦 (U+9EA6), \U0001f33e (U+1F33E), U+202E."
    )
    system_fonts._faces.cache_clear()
    font_faces.face_for.cache_clear()


def test_nothing_to_report_is_no_sentence() -> None:
    assert report_of("") == ""
    assert "and 3 more" in report_of("".join(chr(0x4E00 + at) for at in range(13)))


def test_what_is_no_font_is_passed_by(tmp_path: Path) -> None:
    for name in ("broken.ttf", "broken.ttc", "empty.otf"):
        (tmp_path / name).write_bytes(b"ttcf\0\1\0\0\0\0\0\2" if name.endswith("ttc") else name.encode())
    for path in tmp_path.iterdir():
        assert [face.characters for face in system_fonts._faces_of(path)] in ([frozenset()], [frozenset()] * 2)


def test_what_is_bold_is_bold_in_a_font_of_this_computer_too() -> None:
    regular = system_fonts.system_face((ord("港"),))
    if not isinstance(regular, system_fonts.SystemFace) or system_fonts._bold_brother(regular) is None:
        pytest.skip("no font of this computer has this script in two weights")
    for weight in Weight:
        face = system_fonts.system_face((ord("港"),), weight)
        assert isinstance(face, system_fonts.SystemFace) and face.family_name == regular.family_name
        assert (face.heaviness >= Weight.SEMIBOLD) == (weight >= Weight.SEMIBOLD)
    assert {font_faces.face_for("港", weight) for weight in (Weight.BOLD, Weight.REGULAR)} == {
        regular, system_fonts._bold_brother(regular),
    }  # fmt: skip


def test_a_brother_is_of_the_same_family_upright_and_has_the_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = resources_folder() / "fonts"
    for name in ("NotoSansHebrew-Regular", "NotoSansHebrew-Bold", "NotoSansThai-Regular", "NotoSansThai-Bold"):
        shutil.copy(ours / f"{name}.ttf", tmp_path / f"Same{name}.ttf")
    monkeypatch.setattr(system_fonts, "font_folders", lambda: (tmp_path,))
    system_fonts._faces.cache_clear()
    try:
        for sign, family in (("\u05d0", "NotoSansHebrew"), ("ก", "NotoSansThai")):
            codes = (ord(sign),)
            for weight, name in ((Weight.REGULAR, "Regular"), (Weight.MEDIUM, "Regular"), (Weight.BOLD, "Bold")):
                face = system_fonts.system_face(codes, weight)
                assert face is not None and face.path.stem == f"Same{family}-{name}"
    finally:
        system_fonts._faces.cache_clear()
        system_fonts._bold_brother.cache_clear()
