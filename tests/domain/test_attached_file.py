"""Names of kept files are names on every system, and none is larger than a library should carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.attached_file import LARGEST_BYTES, AttachedFile, file_name
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Price list.pdf", "Price list.pdf"),
        ("/home/me/offer.pdf", "offer.pdf"),
        ("C:\\letters\\offer.pdf", "offer.pdf"),
        ("../../etc/passwd", "passwd"),
        ("what?.txt", "what_.txt"),
        ("..", "file"),
        ("", "file"),
        ("報價單.xlsx", "報價單.xlsx"),
    ],
)
def test_a_name_is_one_on_every_system(given_name: str, kept: str) -> None:
    assert file_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = file_name("x" * 400 + ".pdf")
    assert len(kept) == NAME_LIMIT and kept.endswith(".pdf")
    assert file_name("short.with a long part behind a dot") == "short.with a long part behind a dot"
    assert file_name("x" * 400 + "." + "y" * 400) == "x" * NAME_LIMIT, "what is as long as that is no ending"
    assert file_name("x" * 400) == "x" * NAME_LIMIT


@given(st.text())
def test_whatever_it_was_called_it_leads_nowhere(name: str) -> None:
    kept = file_name(name)
    assert kept and len(kept) <= NAME_LIMIT
    assert not set(kept) & set('<>:"/\\|?*\0\n') and kept not in (".", "..")
    assert file_name(kept) == kept


def test_a_file_that_is_too_large_is_refused_with_what_to_do() -> None:
    assert AttachedFile("offer.pdf", LARGEST_BYTES).size == LARGEST_BYTES
    with pytest.raises(Refusal, match="larger than 25 MB"):
        AttachedFile("offer.pdf", LARGEST_BYTES + 1)
