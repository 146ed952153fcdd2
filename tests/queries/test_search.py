"""What the search line finds, and what of it is seen under the shield."""

from datetime import date

import pytest

from negdesk.commands import counterpart, log, negotiation, promise
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK, masked
from negdesk.queries.search import Hit, search_sheet

TODAY = date(2026, 11, 23)


@pytest.fixture
def ana(desk: Desk) -> int:
    """Somebody of whom a negotiation, a promise, another about nothing, and an entry say flour."""
    ana = desk.do(counterpart.add_counterpart, "Ana")
    deal = desk.do(negotiation.new_negotiation, "Lease", counterpart_ids=[ana])
    desk.do(promise.add_promise, Side.US, "Secret flour", date(2026, 12, 1), negotiation_id=deal)
    desk.do(promise.add_promise, Side.US, "More flour", date(2026, 11, 1))
    desk.do(log.write_entry, ana, "Likes flour")
    return ana


def found(desk: Desk, words: str) -> list[tuple[str, str, str]]:
    return [(hit.page, hit.title, hit.passage) for hit in desk.ask(search_sheet, words, TODAY).hits]


def test_a_hit_says_where_it_is_and_the_passage(desk: Desk, ana: int) -> None:
    assert found(desk, "FLOUR") == [
        ("promises", "Promise", "More flour"), ("promises", "Lease", "Secret flour"),
        ("counterpart", "Ana", "Likes flour"),
    ]  # fmt: skip
    assert found(desk, "  ") == found(desk, "%") == found(desk, "f_our") == []


def test_under_the_shield_no_passage_is_seen(desk: Desk, ana: int) -> None:
    hits: tuple[Hit, ...] = masked(desk.ask(search_sheet, "flour", TODAY)).hits
    assert [(hit.title, hit.passage) for hit in hits] == [("Promise", MASK), ("Lease", MASK), ("Ana", MASK)]
    assert all(hit.marks == () for hit in hits)
