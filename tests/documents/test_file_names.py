"""Proposed file names say day, title, kind and whether it is private, and are safe everywhere."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from negdesk.documents.file_names import proposed_name

DAY = date(2026, 11, 23)


def test_a_name_says_what_it_is() -> None:
    assert proposed_name("Summary of agreement", "Oat flour, yearly supply", DAY, private=False) == (
        "2026-11-23 Oat flour, yearly supply - Summary of agreement.pdf"
    )
    assert proposed_name("Brief", "a/b\\c: <d>?\n*", DAY, private=True) == "2026-11-23 PRIVATE a b c d - Brief.pdf"
    assert proposed_name("Log", " ... ", DAY, private=True) == "2026-11-23 PRIVATE Log.pdf"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.booleans())
def test_any_title_makes_a_safe_name(title: str, private: bool) -> None:
    name = proposed_name("Brief", title, DAY, private)
    assert len(name.encode("utf-8")) <= 200 and name.endswith(".pdf")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert ("PRIVATE" in name) or not private
