"""Planned beside agreed, in plain facts."""

from decimal import Decimal

import pytest

from negdesk.domain.ledger import LedgerItem, LedgerState, Priority
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Term
from negdesk.domain.planned_agreed import compare

TERMS = {
    1: Term("Price per tonne", currency="EUR", target=Decimal(640), walk_away=Decimal(685)),
    2: Term("Volume", unit="t", more_is_better=True, target=Decimal(160), walk_away=Decimal(140)),
    3: Term("Payment", unit="days", more_is_better=True, target=Decimal(30), walk_away=Decimal(14)),
    4: Term("Open"),
}


def test_each_term_beside_its_plan() -> None:
    rows = compare(TERMS, {1: Decimal(648), 2: Decimal(160), 3: Decimal(14), 4: Decimal(1)}, []).terms
    assert [row.above_minimum for row in rows] == [37, 20, 0, None]
    assert [row.target for row in rows] == [640, 160, 30, None]
    assert compare(TERMS, {}, []).terms[0].above_minimum is None


def thing(side: Side, title: str, accepted: bool, planned: bool, must: bool = False) -> LedgerItem:
    return LedgerItem(
        side,
        title,
        state=LedgerState.ACCEPTED if accepted else LedgerState.PLANNED,
        planned=planned,
        priority=Priority.MUST if must else Priority.TRADABLE,
    )


@pytest.mark.parametrize(
    ("items", "sentences"),
    [
        ([], ()),
        ([thing(Side.US, "the reference", True, False)], ("One give more than planned: the reference.",)),
        ([thing(Side.THEM, "the certificate", True, False)], ("One get more than planned: the certificate.",)),
        (
            [thing(Side.US, "a", True, False), thing(Side.US, "b", True, False)],
            ("Two gives more than planned: a and b.",),
        ),
        ([thing(Side.US, "a", True, True), thing(Side.THEM, "b", True, True)], ()),
        ([thing(Side.US, "a", False, True)], ("One planned give is not in it: a.",)),
        ([thing(Side.US, "a", False, True, must=True)], ("One planned give is not in it: a.",)),
        ([thing(Side.US, "offered in the heat of it", False, False)], ()),
        ([thing(Side.THEM, "asked in the heat of it", False, False, must=True)], ()),
        ([thing(Side.THEM, "a", False, True)], ()),
        ([thing(Side.THEM, "a", False, True, must=True)], ("One must-get is not in it: a.",)),
    ],
)
def test_gives_and_gets_in_sentences(items: list[LedgerItem], sentences: tuple[str, ...]) -> None:
    comparison = compare({}, {}, items)
    assert comparison.sentences == sentences
    assert comparison.text == " ".join(sentences)
