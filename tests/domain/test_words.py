"""Every enum has its words for the screen, and none of them speaks of winning or losing."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

import negdesk.domain
from negdesk.domain.counterpart import CounterpartKind, EntryKind
from negdesk.domain.ledger import LedgerState, OfferState, Priority
from negdesk.domain.meeting import CaptureKind, ItemKind, Phase
from negdesk.domain.negotiation import LampKind, Side, Stage
from negdesk.domain.promise import PromiseState, Standing

LABELLED = (
    Side, Stage, LampKind, CounterpartKind, EntryKind, Priority, LedgerState, OfferState, Phase, ItemKind, CaptureKind,
    PromiseState, Standing,
)  # fmt: skip


@pytest.mark.parametrize("kind", LABELLED)
def test_every_member_has_a_word(kind: type[StrEnum]) -> None:
    labels = [member.label for member in kind if member is not ItemKind.PLAIN]  # type: ignore[attr-defined]  # see above
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_no_word_of_winning_or_losing() -> None:
    words = re.compile(r"\b(win|wins|won|winner|lose|loses|lost|loser|defeat|beat|victory)\b", re.IGNORECASE)
    for path in Path(negdesk.domain.__file__).parent.glob("*.py"):
        text = re.findall(r'(?:\bt|\btn|\bmark)\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
        assert not [sentence for sentence in text if words.search(sentence)]
