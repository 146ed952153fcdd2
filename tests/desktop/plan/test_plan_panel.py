"""The plan as a person writes it: by keys, on a real file."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.line_field import AmountField
from negdesk.desktop.controls.rows import Row
from negdesk.desktop.plan.items_card import ItemRow
from negdesk.desktop.plan.plan_panel import PlanPanel
from negdesk.desktop.plan.terms_card import TermRow
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side
from negdesk.queries.plan import PlanSheet
from tests.desktop.plan.keys import add_term, term_row, write


def gaps(panel: PlanPanel) -> list[str]:
    return [row.accessibleName() for row in panel.readiness.findChildren(Row)]


def test_ten_thousand_characters_are_kept_where_they_fit_and_refused_where_not(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    panel.fill("outcome.us")
    write("a" * 10_000, enter=False)
    panel.flush()
    assert sheet().outcome_us == "a" * 10_000
    panel.fill("questions")
    write("q" * 10_000)
    assert sheet().questions == ()
    assert panel._questions.add.pending


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("outcome.us", lambda plan: plan.outcome_us),
        ("outcome.them", lambda plan: plan.outcome_them),
        ("terms", lambda plan: plan.terms[0].name),
        ("alternative.us", lambda plan: plan.our_alternatives[0].text),
        ("gives", lambda plan: plan.gives[0].title),
        ("must_get", lambda plan: plan.gets[0].title),
        ("questions", lambda plan: plan.questions[0].text),
        ("authority.us.who", lambda plan: plan.authority_us.who),
        ("authority.them.who", lambda plan: plan.authority_them.who),
    ],
)
def test_a_gap_puts_the_cursor_where_it_is_filled(
    panel: PlanPanel, negotiation: int, sheet: Callable[[], PlanSheet], key: str, read: Callable[[PlanSheet], str]
) -> None:
    panel.show_negotiation(negotiation, key)
    write("Reliable flour")
    panel.flush()
    assert read(sheet()) == "Reliable flour"


def test_enter_on_a_gap_goes_to_its_field(panel: PlanPanel, desk: Desk, negotiation: int) -> None:
    term = add_term(desk, negotiation)
    row = next(row for row in panel.readiness.findChildren(Row) if row.accessibleName() == "Set a walk-away for Price")
    row.take_cursor()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert term_row(panel).amounts["walk_away"].edit.hasFocus()
    desk.do(commands.plan.edit_term, term, name="Price per tonne")
    assert "Set a walk-away for Price per tonne" in gaps(panel)


def test_the_gaps_for_the_first_give_and_the_must_open_their_details(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    desk.do(commands.ledger.add_give, negotiation, "Forecast", value=4)
    desk.do(commands.ledger.add_get, negotiation, "Delivery", value=4)
    panel.fill("give_first")
    tick = QApplication.focusWidget()
    assert tick is not None
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert sheet().gives[0].give_first
    panel.fill("must_get")
    row = panel.gets.rows.rows()[0]
    assert isinstance(row, ItemRow)
    assert row.priority.edit.hasFocus()
    QTest.keyClicks(row.priority.edit, "M")
    assert row.priority.edit.currentData() == "must"


@pytest.mark.parametrize("what", ["question", "if-then"])
def test_a_row_that_was_emptied_goes_when_it_is_left_and_undo_gives_it_back(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet], what: str
) -> None:
    desk.do(commands.plan.add_question, negotiation, "What matters?")
    desk.do(commands.plan.add_if_then, negotiation, "they ask for a year", "I ask for a price")

    def texts() -> list[str]:
        found = sheet()
        return [line.text for line in found.questions] if what == "question" else [i.then_text for i in found.if_thens]

    before = texts()
    card = panel._questions if what == "question" else panel._if_thens
    field = card.findChildren(Field)[0]
    field.editor.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field.editor, Qt.Key.Key_Backspace)
    field.flush()
    assert texts() == before, "while the cursor is there it may be about to be written anew"
    panel.fill("outcome.us")
    assert texts() == []
    desk.undo()
    assert texts() == before


def test_terms_gives_and_gets_are_removed_by_their_button_too(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    fill_whole(desk, negotiation)
    for rows in (panel.terms.rows, panel.gives.rows, panel.gets.rows):
        (row,) = rows.rows()
        assert isinstance(row, TermRow | ItemRow)
        assert row.remove.accessibleName() in ("Remove Price", "Remove Forecast", "Remove Delivery")
        row.remove.click()
    assert (sheet().terms, sheet().gives, sheet().gets) == ((), (), ())
    desk.undo()
    assert [item.title for item in sheet().gets] == ["Delivery"]


def test_rows_are_moved_and_removed_by_keys(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    for title in ("Forecast", "Reference"):
        desk.do(commands.ledger.add_give, negotiation, title)
    row = panel.gives.rows.rows()[0]
    assert isinstance(row, ItemRow)
    row.value.setFocus()
    QTest.keyClick(row.value, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [item.title for item in sheet().gives] == ["Reference", "Forecast"]
    QTest.keyClick(row.value, Qt.Key.Key_Delete)
    assert [item.title for item in sheet().gives] == ["Reference"]


def test_the_better_alternative_is_put_first_by_keys(
    panel: PlanPanel, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    for text in ("Go without", "Second mill"):
        desk.do(commands.plan.add_alternative, negotiation, Side.US, text)
    desk.do(commands.plan.add_alternative, negotiation, Side.THEM, "Spot market")
    field = panel._alternatives.findChildren(Field)[1]
    field.editor.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [line.text for line in sheet().our_alternatives] == ["Second mill", "Go without"]
    assert [line.text for line in sheet().their_alternatives] == ["Spot market"]


def fill_whole(desk: Desk, negotiation: int) -> None:
    add_term(desk, negotiation, currency="EUR", target=Decimal(640), walk_away=Decimal(685))
    desk.do(commands.ledger.add_give, negotiation, "Forecast", value=4, give_first=True)
    desk.do(commands.ledger.add_get, negotiation, "Delivery", value=4)
    desk.do(commands.plan.add_question, negotiation, "What matters?")
    desk.do(commands.plan.add_alternative, negotiation, Side.US, "Second mill")
    desk.do(commands.plan.add_if_then, negotiation, "they ask for a year", "I ask for a price")
    desk.do(commands.plan.set_authority, negotiation, Side.US, who="owner", limit_amount=Decimal(120_000))


def test_under_the_shield_nothing_is_in_the_widgets_and_nothing_can_be_written(
    panel: PlanPanel, shell: Shell, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    fill_whole(desk, negotiation)
    before = sheet()
    shell.set_shield(True)
    for field in panel.findChildren(QLineEdit) + panel.findChildren(QPlainTextEdit):
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert text in ("", "•••")
        if field.isVisible():
            assert field.isReadOnly()
    row = panel.gives.rows.rows()[0]
    assert isinstance(row, ItemRow)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Right, Qt.Key.Key_5):
        QTest.keyClick(row.value, key)
    panel.fill("must_get")
    panel.flush()
    assert sheet() == before
    shell.set_shield(False)
    assert term_row(panel).amounts["walk_away"].text() == "€\u00a0685"


def test_under_the_shield_it_does_not_show_that_somebody_is_not_known(panel: PlanPanel, shell: Shell) -> None:
    who = panel._authority.who[Side.THEM]
    assert who.text() == ""
    shell.set_shield(True)
    panel.refresh(None)
    assert who.text() == "•••"
    shell.set_shield(False)
    panel.refresh(None)
    assert who.text() == ""


def test_where_nothing_stands_beside_the_plan_its_gaps_stand_above_it(panel: PlanPanel, qtbot: QtBot) -> None:
    def top(widget: QWidget) -> QPoint:
        return widget.mapTo(panel, widget.rect().topLeft())

    assert top(panel.readiness).x() > top(panel.terms).x()
    panel.resize(780, 640)
    qtbot.waitUntil(lambda: top(panel.readiness).x() == top(panel.terms).x())
    assert top(panel.readiness).y() < top(panel.terms).y()
    panel.resize(1040, 900)
    qtbot.waitUntil(lambda: top(panel.readiness).x() > top(panel.terms).x())


def test_what_was_refused_in_one_negotiation_does_not_stand_in_another(
    panel: PlanPanel, desk: Desk, negotiation: int
) -> None:
    other = desk.do(commands.negotiation.new_negotiation, "Pay review")
    limit = panel._authority._limits[Side.US]
    limit.editor.setFocus()
    write("abc")
    assert limit.refusal
    panel.show_negotiation(other)
    assert (limit.text(), limit.refusal) == ("", "")


@pytest.mark.parametrize("width", [516, 700, 1040, 1600])
def test_nothing_is_cut_off_at_the_side_in_a_narrow_window(
    panel: PlanPanel, desk: Desk, negotiation: int, qtbot: QtBot, width: int
) -> None:
    fill_whole(desk, negotiation)
    panel.resize(width, 500)

    def reach() -> int:
        fields = [each for each in panel.findChildren(Field) if each.isVisible()]
        return max(each.mapTo(panel, each.rect().topRight()).x() for each in fields)

    qtbot.waitUntil(lambda: reach() < width, timeout=2000)


def test_the_main_button_starts_the_meeting(panel: PlanPanel, shell: Shell, negotiation: int, qtbot: QtBot) -> None:
    primary = panel.primary_action()
    assert primary is not None
    with qtbot.waitSignal(shell.went) as went:
        primary[1]()
    assert went.args == [Place("negotiation", negotiation, "meet", "start")]


def test_everything_that_takes_the_cursor_has_a_name(panel: PlanPanel, desk: Desk, negotiation: int) -> None:
    fill_whole(desk, negotiation)
    for widget in panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            assert widget.accessibleName(), widget


def test_while_the_meeting_runs_the_main_button_goes_back_to_it(
    panel: PlanPanel, shell: Shell, desk: Desk, negotiation: int, qtbot: QtBot
) -> None:
    desk.do(commands.meeting.start_meeting, negotiation)
    primary = panel.primary_action()
    assert primary is not None and primary[0] == "Back to the meeting"
    with qtbot.waitSignal(shell.went) as went:
        primary[1]()
    assert went.args == [Place("negotiation", negotiation, "meet")]


def test_an_answer_is_written_beneath_its_question_and_hidden_under_the_shield(
    panel: PlanPanel, shell: Shell, desk: Desk, negotiation: int, sheet: Callable[[], PlanSheet]
) -> None:
    for text in ("What matters?", "Who decides?"):
        desk.do(commands.plan.add_question, negotiation, text)
    answer = [each for each in panel.findChildren(Field) if each.editor.accessibleName() == "What they answered"][1]
    answer.editor.setFocus()
    write("The owner", enter=False)
    QTest.keyClick(answer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(line.text, line.answer) for line in sheet().questions] == [
        ("What matters?", ""), ("Who decides?", "The owner"),
    ]  # fmt: skip
    QTest.keyClick(answer.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(answer.editor, Qt.Key.Key_Backspace)
    panel.fill("outcome.us")
    assert [(line.text, line.answer) for line in sheet().questions] == [("What matters?", ""), ("Who decides?", "")]
    shell.set_shield(True)
    panel.refresh(None)
    assert answer.text() == "•••", "an answer that is missing looks like one that is there"


def test_how_we_know_who_signs_is_written_beside_them(
    panel: PlanPanel, shell: Shell, sheet: Callable[[], PlanSheet]
) -> None:
    panel._authority.evidence[Side.THEM].editor.setFocus()
    write("Their contract of May")
    assert sheet().authority_them.evidence == "Their contract of May"
    shell.set_shield(True)
    panel.refresh(None)
    assert panel._authority.evidence[Side.THEM].text() == "•••"


def test_the_cursor_goes_to_the_very_line_that_a_search_found(panel: PlanPanel, desk: Desk, negotiation: int) -> None:
    alternative = question = if_then = 0
    for text in ("The mill across the river", "Wait a year"):
        alternative = desk.do(commands.plan.add_alternative, negotiation, Side.US, text)
        question = desk.do(commands.plan.add_question, negotiation, f"Would you {text}?")
        if_then = desk.do(commands.plan.add_if_then, negotiation, f"they {text}", "we wait")
    for key, text in (
        (f"alternative:{alternative}", "Wait a year"),
        (f"question:{question}", "Would you Wait a year?"),
        (f"if_then:{if_then}", "they Wait a year"),
    ):
        panel.show_negotiation(negotiation, key)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == text


def test_amounts_with_a_longer_unit_are_shown_whole(
    panel: PlanPanel, desk: Desk, negotiation: int, qtbot: QtBot
) -> None:
    desk.do(
        commands.plan.add_term, negotiation, "Length", unit="months", more_is_better=True, opening=Decimal(72),
        target=Decimal(60), walk_away=Decimal(36),
    )  # fmt: skip
    amounts = [each for each in panel.terms.findChildren(AmountField) if each.text() and each.isVisible()]
    assert [each.text() for each in amounts][:3] == [f"{n}\N{NO-BREAK SPACE}months" for n in (72, 60, 36)]

    qtbot.waitUntil(lambda: all(each.edit.width() >= each.edit.sizeHint().width() for each in amounts))
