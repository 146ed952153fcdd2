"""Terms as a person writes them: amounts that can be meant and some that cannot, and in which order they may be."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.bars import RangeBar
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.plan.plan_panel import PlanPanel
from negdesk.queries.plan import PlanSheet
from tests.desktop.plan.keys import add_term, term_row, write, write_amount
from tests.desktop.showing import press


def test_a_term_is_added_by_keys_and_takes_on_its_currency(panel: PlanPanel, sheet: Callable[[], PlanSheet]) -> None:
    panel.fill("terms")
    write("Price per tonne")
    write_amount(panel, "opening", "€ 610")
    (term,) = sheet().terms
    assert (term.name, term.opening, term.currency) == ("Price per tonne", Decimal(610), "EUR")


@pytest.mark.parametrize(
    ("typed", "value"), [("12,5 €", "12.5"), ("1.250,00", "1250.00"), ("-3", "-3"), ("1 250", "1250")]
)
def test_amounts_are_read_as_they_are_written_here(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet], typed: str, value: str
) -> None:
    add_term(desk, negotiation, currency="EUR")
    row = write_amount(panel, "target", typed)
    assert sheet().terms[0].target == Decimal(value)
    assert row.amounts["target"].refusal == ""


@pytest.mark.parametrize("typed", ["abc", "12,5,5 x", "NaN", "9" * 30, "$ 12", "1" * 10_000])
def test_what_is_no_amount_stays_with_a_sentence_beneath(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet], typed: str
) -> None:
    add_term(desk, negotiation, currency="EUR", target=Decimal(640))
    row = write_amount(panel, "target", typed)
    field = row.amounts["target"]
    assert field.refusal
    assert field.text().startswith(typed[:20])
    assert sheet().terms[0].target == Decimal(640)
    QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert (field.refusal, field.text()) == ("", "€\u00a0640")


def test_where_the_room_to_agree_cannot_be_drawn_yet_it_says_what_is_missing(
    panel: PlanPanel, desk: Desk, negotiation: int
) -> None:
    number = add_term(desk, negotiation, currency="EUR", their_walk_away=Decimal(655))

    def said() -> list[str]:
        room = term_row(panel).room
        return [label.text() for label in room.findChildren(Label) if label.isVisibleTo(room)]

    assert said() == ["Set our walk-away"], "asking them in the meeting would not help"
    desk.do(commands.plan.edit_term, number, walk_away=Decimal(685), their_walk_away=None)
    assert said() == ["Ask in the meeting"]
    desk.do(commands.plan.edit_term, number, their_walk_away=Decimal(655))
    bar = term_row(panel).room.findChild(RangeBar)
    assert said() == [] and bar is not None and bar.isVisible()
    assert bar.accessibleDescription() == "From 655 to 685"
    panel.shell.set_shield(True)
    assert said() == [] and bar.isHidden() and bar.accessibleDescription() == "Not known yet"


def test_a_walk_away_on_the_wrong_side_of_the_target_is_refused(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    add_term(desk, negotiation, currency="EUR", target=Decimal(640))
    row = write_amount(panel, "walk_away", "600")
    assert "640" in row.amounts["walk_away"].refusal
    assert sheet().terms[0].walk_away is None
    write_amount(panel, "walk_away", "685")
    assert row.amounts["walk_away"].refusal == ""
    assert sheet().terms[0].walk_away == Decimal(685)


def test_what_is_said_of_the_order_is_written_as_the_user_writes(
    panel: PlanPanel, desk: Desk, negotiation: int
) -> None:
    add_term(desk, negotiation, currency="EUR", target=Decimal("1250.5"))
    row = write_amount(panel, "opening", "1.300")
    assert "€\u00a01.300" in row.amounts["opening"].refusal
    assert "€\u00a01.250,50" in row.amounts["opening"].refusal
    row = write_amount(panel, "walk_away", "1.200")
    assert "€\u00a01.250,50" in row.amounts["walk_away"].refusal


def test_an_amount_that_was_refused_is_taken_once_it_is_in_order(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    add_term(desk, negotiation, currency="EUR", opening=Decimal(610), target=Decimal(640))
    row = write_amount(panel, "opening", "700")
    assert row.amounts["opening"].refusal
    write_amount(panel, "target", "720")
    assert (sheet().terms[0].opening, sheet().terms[0].target) == (Decimal(700), Decimal(720))
    assert row.amounts["opening"].refusal == ""


def test_the_direction_takes_the_amounts_that_were_refused_for_it(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    add_term(desk, negotiation, currency="EUR", opening=Decimal(700))
    row = write_amount(panel, "target", "650")
    assert "direction" in row.amounts["target"].refusal
    row.better.edit.setCurrentIndex(1)
    row.better.edit.activated.emit(1)
    assert (sheet().terms[0].target, sheet().terms[0].more_is_better) == (Decimal(650), True)
    assert row.amounts["target"].refusal == ""


def test_a_long_name_of_a_term_is_whole_and_up_and_down_go_from_term_to_term(
    panel: PlanPanel, desk: Desk, negotiation: int
) -> None:
    desk.do(
        commands.plan.add_term, negotiation, "Price per tonne of oat flour, delivered to our door every second week"
    )
    add_term(desk, negotiation)
    long, short = term_row(panel), term_row(panel, 1)
    QApplication.processEvents()
    lines = round(long.name.edit.document().size().height())
    assert lines > 1
    assert long.name.edit.height() >= lines * long.name.edit.fontMetrics().lineSpacing()
    long.focus_field("name")
    for _ in range(6):  # through its lines, and on
        if not short.has_cursor():
            press(Qt.Key.Key_Down)
    assert short.name.edit.hasFocus()
    press(Qt.Key.Key_Up)
    assert long.name.edit.hasFocus()
