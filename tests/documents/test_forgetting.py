"""Papers remember the words they laid out, for the next page; a locked library leaves none of them."""

import gc

import pytest

from negdesk import documents
from negdesk.documents import picture_fonts
from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.font_faces import unprintable
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_lines import Segment
from tests.documents.sheets import agreement_sheet


def remembered() -> list[str]:
    gc.collect()
    return [each.text for each in gc.get_objects() if isinstance(each, Segment)]


def test_no_word_is_remembered_after_it_was_to_be_forgotten() -> None:
    paper = agreement_paper(agreement_sheet(), PaperStyle())
    assert remembered()
    documents.forget_texts()
    assert remembered() == []
    assert agreement_paper(agreement_sheet(), PaperStyle()) == paper, "the next paper is the same"


def test_no_picture_is_remembered_that_tells_which_signs_a_text_had() -> None:
    if unprintable("🌾"):
        pytest.skip("this computer has no font with emoji")
    agreement_paper(agreement_sheet("🌾"), PaperStyle())
    assert picture_fonts._packed.cache_info().currsize
    documents.forget_texts()
    assert picture_fonts._packed.cache_info().currsize == 0
