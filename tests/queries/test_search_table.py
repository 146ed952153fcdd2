"""The table of expected hits, in twelve languages, and that nothing typed makes a search fail."""

from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negdesk.commands import counterpart, log, negotiation
from negdesk.desk import Desk
from negdesk.domain.search_text import Sought, marks, passage
from negdesk.domain.search_words import read_search
from negdesk.queries import search
from negdesk.queries.search import search_sheet
from negdesk.queries.search_names import MOST_NAMES
from negdesk.storage.database import Database, open_library
from tests.very_many import add_very_many

TODAY = date(2026, 11, 23)


def benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "packaging" / "benchmarks" / "search.py"
    spec = spec_from_file_location("search_benchmark", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TABLE = benchmark()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A library of three thousand entries in which the table's stand in the middle."""
    database = open_library(tmp_path_factory.mktemp("search") / "large.negdesk")
    desk = Desk(database)
    desk.renew_search()
    with database.transaction():
        TABLE.fill(database.connection, 3_000)
    return database


@pytest.mark.parametrize(("typed", "wanted"), TABLE.EXPECTED)
def test_what_is_expected_is_found(large: Database, typed: str, wanted: str) -> None:
    found = [f"{hit.title} {hit.passage}" for hit in search_sheet(large.connection, typed, TODAY).hits]
    if wanted:
        assert any(wanted in each for each in found), found
    else:
        assert found == []


def test_a_common_beginning_is_bounded_and_says_so(large: Database) -> None:
    sheet = search_sheet(large.connection, "p", TODAY)
    assert sheet.more
    assert len(sheet.hits) <= 16


ODD = st.sampled_from(
    ['"', "*", "(", ")", "AND", "OR", "NOT", "NEAR(a b)", "text:", "^a", "-x", "a*b", "kind:", "with:", "before:", "#",
     "\x00", "\ud800", "\ue000s16", "价", "''", "; DROP TABLE x", "{a b}:c",
     "before:99999", "after:0001-01-01", "with:a"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(ODD | st.text(max_size=8), max_size=6), spaced=st.booleans())
def test_nothing_typed_makes_it_fail(large: Database, parts: list[str], spaced: bool) -> None:
    search_sheet(large.connection, (" " if spaced else "").join(parts), TODAY)


@given(text=st.text(max_size=80), word=st.text(min_size=1, max_size=6))
def test_marks_lie_in_the_text_in_order(text: str, word: str) -> None:
    shown, places = passage(text, [Sought(word)])
    at = 0
    for start, end in (*places,):
        assert at <= start < end <= len(shown)
        at = end
    assert all(start < end <= len(text) for start, end in marks(text, [Sought(word)]))


def test_filters_are_read_in_any_case_and_by_their_beginning() -> None:
    wanted = read_search('Kind:Promises with:"Mara L" before:2.12.2026 after:2026 #Oats flour "next year', TODAY)
    assert wanted.kinds == ("promise",)
    assert wanted.names == ("Mara L",)
    assert (wanted.after, wanted.before) == (date(2026, 1, 1), date(2026, 12, 2))
    assert wanted.tags == ("Oats",)
    assert wanted.sought == (Sought("flour"), Sought("next year", True))
    assert read_search("kind:weather", TODAY).trouble
    assert read_search("before:soonish", TODAY).trouble


@pytest.mark.parametrize(
    ("typed", "before", "words"),
    [
        ("before:2 Dec oats", date(2026, 12, 2), ["oats"]),
        ("before:2 Dec 2025", date(2025, 12, 2), []),
        ("before:Dec 2, 2025 oats", date(2025, 12, 2), ["oats"]),
        ("before: 2 Dec 2025 oats", date(2025, 12, 2), ["oats"]),
        ("before: 2026 oats", date(2026, 1, 1), ["oats"]),
        ("before:2026 12 oats", date(2026, 1, 1), ["12", "oats"]),
        ("before:2 kind:give Dec", None, ["Dec"]),
        ("before:2 weeks oats", None, ["weeks", "oats"]),
        ('before:"2 Dec" oats', date(2026, 12, 2), ["oats"]),
    ],
)
def test_a_day_of_several_words_is_read_as_the_sentence_about_days_says(
    typed: str, before: date | None, words: list[str]
) -> None:
    wanted = read_search(typed, TODAY)
    assert (wanted.before, [each.text for each in wanted.sought]) == (before, words)
    assert bool(wanted.trouble) == (before is None)


@pytest.mark.parametrize("typed", ["“next year”", "„next year“", "«next year»", "『next year』"])
def test_a_phrase_stands_in_the_quotation_marks_of_any_language(typed: str) -> None:
    assert read_search(f"{typed} flour", TODAY).sought == (Sought("next year", False), Sought("flour"))
    assert read_search(f"with:{typed}", TODAY).names == ("next year",)


def test_with_a_name_finds_the_oldest_of_very_many_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PATIENCE", 60)  # whom it finds is asked here, on a busy computer too
    zoe = desk.do(counterpart.add_counterpart, "Zoë Álvarez")
    desk.do(log.write_entry, zoe, "Asked about barley")
    add_very_many(desk, MOST_NAMES)
    for typed in ("with:zoe", 'with:"alv zo"'):
        assert [hit.passage for hit in desk.ask(search_sheet, f"{typed} barley", TODAY).hits] == ["Asked about barley"]


def test_what_is_in_the_bin_is_found_there(desk: Desk) -> None:
    desk.do(negotiation.bin_negotiation, desk.do(negotiation.new_negotiation, "Old lease"))
    desk.do(negotiation.new_negotiation, "Lease of the barn")
    hits = desk.ask(search_sheet, "lease", TODAY).hits
    assert [(hit.page, hit.group, hit.title) for hit in hits] == [
        ("negotiation", "Negotiations and counterparts", "Lease of the barn"), ("bin", "In the bin", "Old lease"),
    ]  # fmt: skip


def test_the_words_in_title_and_passage_are_marked(desk: Desk) -> None:
    ana = desk.do(counterpart.add_counterpart, "Ana Mühle")
    desk.do(log.write_entry, ana, "Asked about the mühle by the river")
    name, entry = desk.ask(search_sheet, "muhle", TODAY).hits
    assert [name.title[a:b] for a, b in name.title_marks] == ["Mühle"]
    assert [entry.passage[a:b] for a, b in entry.marks] == ["mühle"]
    assert (entry.page, entry.id) == ("counterpart", ana)
