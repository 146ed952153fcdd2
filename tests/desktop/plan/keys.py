"""What a person writes into a plan, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.plan.plan_panel import PlanPanel
from negdesk.desktop.plan.terms_card import TermRow


def write(text: str, *, enter: bool = True) -> None:
    """Type into whatever has the cursor."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    if len(text) < 500 and text.isascii():
        QTest.keyClicks(field, text)
    elif isinstance(field, QLineEdit):  # as if pasted: Qt's test keys are those of plain ASCII
        field.insert(text)
        field.textEdited.emit(field.text())
    else:
        field.insertPlainText(text)
    if enter:
        QTest.keyClick(field, Qt.Key.Key_Return)


def term_row(panel: PlanPanel, index: int = 0) -> TermRow:
    row = panel.terms.rows.rows()[index]
    assert isinstance(row, TermRow)
    return row


def write_amount(panel: PlanPanel, field: str, text: str) -> TermRow:
    row = term_row(panel)
    row.focus_field(field)
    row.amounts[field].edit.selectAll()
    write(text)
    return row


def add_term(desk: Desk, negotiation: int, **values: object) -> int:
    return desk.do(commands.plan.add_term, negotiation, "Price", **values)  # type: ignore[arg-type]  # test values
