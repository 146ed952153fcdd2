"""Counterparts: written down, changed, given an organisation, thrown away and given back."""

import pytest

from negdesk.commands import counterpart
from negdesk.desk import Desk
from negdesk.domain.counterpart import QUIET_AFTER_DAYS, CounterpartKind
from negdesk.domain.refusal import Refusal

PERSON, ORGANISATION = CounterpartKind.PERSON, CounterpartKind.ORGANISATION


def row(desk: Desk, number: int, columns: str) -> tuple[object, ...]:
    found = desk.ask(lambda c: c.execute(f"SELECT {columns} FROM counterpart WHERE id = ?", (number,)).fetchone())
    assert found is not None
    return found


@pytest.fixture
def mill(desk: Desk) -> int:
    return desk.do(counterpart.add_counterpart, "Nordmill Foods", ORGANISATION)


def test_a_new_one_is_a_person_who_counts_as_quiet_after_sixty_days(desk: Desk) -> None:
    it = desk.do(counterpart.add_counterpart, "  Ana\tRuiz ", job_title="Buyer")
    assert row(desk, it, "name, kind, job_title, quiet_after_days, binned_at") == (
        "Ana Ruiz", "person", "Buyer", QUIET_AFTER_DAYS, None,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "y" * 10_000])
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(desk: Desk, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(counterpart.add_counterpart, name)
    assert refused.value.field == "name"
    assert desk.ask(lambda c: c.execute("SELECT count(*) FROM counterpart").fetchone()) == (0,)


def test_only_what_is_passed_changes(desk: Desk) -> None:
    it = desk.do(counterpart.add_counterpart, "Ana", email="ana@mill.example", what_matters="Calm")
    desk.do(counterpart.edit_counterpart, it, phone="+45 1", quiet_after_days=None)
    assert row(desk, it, "name, email, phone, what_matters, quiet_after_days") == (
        "Ana", "ana@mill.example", "+45 1", "Calm", None,
    )  # fmt: skip
    desk.undo()
    assert row(desk, it, "phone, quiet_after_days") == ("", QUIET_AFTER_DAYS)


@pytest.mark.parametrize("days", [0, -1, 3651, 10**30])
def test_days_out_of_range_are_refused(desk: Desk, days: int) -> None:
    it = desk.do(counterpart.add_counterpart, "Ana")
    with pytest.raises(Refusal) as refused:
        desk.do(counterpart.edit_counterpart, it, quiet_after_days=days)
    assert refused.value.field == "quiet_after_days"


def test_a_person_belongs_to_an_organisation_and_to_nothing_else(desk: Desk, mill: int) -> None:
    ana = desk.do(counterpart.add_counterpart, "Ana", organisation_id=mill)
    assert row(desk, ana, "organisation_id") == (mill,)
    for child, parent in ((mill, mill), (ana, ana)):
        with pytest.raises(Refusal) as refused:
            desk.do(counterpart.set_organisation, child, parent)
        assert refused.value.field == "organisation"
    desk.do(counterpart.set_organisation, ana, None)
    assert row(desk, ana, "organisation_id") == (None,)


def test_one_that_becomes_an_organisation_belongs_to_none(desk: Desk, mill: int) -> None:
    ana = desk.do(counterpart.add_counterpart, "Ana Ltd", organisation_id=mill)
    desk.do(counterpart.edit_counterpart, ana, kind=ORGANISATION)
    assert row(desk, ana, "kind, organisation_id") == ("organisation", None)


def test_an_organisation_with_people_does_not_become_a_person(desk: Desk, mill: int) -> None:
    ana = desk.do(counterpart.add_counterpart, "Ana", organisation_id=mill)
    desk.do(counterpart.bin_counterpart, ana)  # who comes back out of the bin must not belong to a person either
    with pytest.raises(Refusal) as refused:
        desk.do(counterpart.edit_counterpart, mill, kind=PERSON)
    assert refused.value.field == "kind"
    desk.do(counterpart.set_organisation, ana, None)
    desk.do(counterpart.edit_counterpart, mill, kind=PERSON)
    assert row(desk, mill, "kind") == ("person",)


def test_the_bin_gives_back_what_was_thrown_away(desk: Desk, mill: int) -> None:
    desk.do(counterpart.bin_counterpart, mill)
    assert row(desk, mill, "binned_at IS NULL") == (0,)
    desk.do(counterpart.restore_counterpart, mill)
    assert row(desk, mill, "name, binned_at") == ("Nordmill Foods", None)


def test_one_that_is_gone_is_said_so(desk: Desk) -> None:
    for gesture in (counterpart.bin_counterpart, counterpart.restore_counterpart, counterpart.edit_counterpart):
        with pytest.raises(Refusal, match="no longer there"):
            desk.do(gesture, 77)
