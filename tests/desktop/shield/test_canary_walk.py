"""A walk over every page, step, sheet and window of a library whose private fields are all canaries: none is in sight.

The fields are those of the tables: a new column of text or of an amount is walked for by itself, unless it is named in
`SHAREABLE`. Without the shield the same walk must find them, or it would prove nothing.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.commands.row_values import VALUES
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.negotiations.negotiation_page import PANELS
from negdesk.desktop.places import MAKERS
from negdesk.desktop.search.palette import Palette
from negdesk.desktop.shell import Place
from negdesk.domain import privacy
from negdesk.storage import clock
from negdesk.storage.database import Connection
from tests.desktop.showing import window_at
from tests.house_rules.test_widgets import COUNTERPART, NEGOTIATION, NOW, fill

SHAREABLE = {
    "counterpart": {"name", "job_title"}, "negotiation": {"title", "context", "currency"},
    "term": {"name", "unit", "currency"}, "agreement_version": {"fingerprint"}, "template": {"name", "context"},
    "lamp": {"who"},
}  # fmt: skip
"""Names and roles of the parties, what a negotiation and its terms are called; a template's name is a heading too."""

NOT_WALKED = {"field_change", "merge_past"}
"""When fields changed is on no screen; what was said before is in a sheet that tests/desktop/counterparts walks."""

_UNSAID = "next_step = 0 AND ledger_item_id IS NULL"
ANSWERED = {
    "ledger_item.title": "state = 'planned'",
    "ledger_item.due_text": "state = 'planned'",
    "checklist_item.text": "ticked_at IS NULL",
    "offer_value.value": "offer_id IN (SELECT id FROM offer WHERE state = 'open')",
    "promise.text": _UNSAID,
    "promise.due_text": _UNSAID,
}
"""What was accepted, asked, or agreed as a next step is no secret any more: those rows keep their text."""

ON_NO_SCREEN = {
    "agreement_version.page",  # the bytes of a page
    "negotiation.note",  # kept, and asked for on no screen yet
    "offer.text",  # shown as the text of its capture
    "promise.benefit_us", "promise.benefit_them",  # asked for at the end of a meeting, and printed
    "mention.name",  # stands in the text of its entry, which is walked
    "tag.folded",  # the tag's name in other letters
    "promise.due_text",  # shown only where no day is known; every promise of this library has one
}  # fmt: skip
"""What the walk does not come by even without the shield, and why."""

ROLES = [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole]
DIALOGS = ("settings", "save_template", "export_paper", "new_negotiation", "shortcuts", "about")


def private_columns() -> dict[str, str]:
    """Each private column of a text or an amount, as ``table.column``, with what stands in it."""
    found: dict[str, str] = {}
    for table, value in VALUES.items():
        for name, hint in get_type_hints(value).items():
            kind = next((each for each in (hint, *get_args(hint)) if each in (str, Decimal)), None)
            if kind is None or table in NOT_WALKED or name in SHAREABLE.get(table, ()) or name == "content":
                continue
            number = len(found) + 11
            found[f"{table}.{name}"] = f"zq{number}x" if kind is str else f"7{number}3{number}"
    return found


CANARIES = private_columns()
PLANNED = 3
"""The negotiation whose meeting has not begun."""


def sow(desk: Desk) -> None:
    fill(desk)
    desk.do(commands.attached_file.attach_file, "offer.pdf", b"%PDF", negotiation_id=NEGOTIATION)
    planned = desk.do(commands.negotiation.new_negotiation, "One that has not met yet")
    assert planned == PLANNED
    desk.do(commands.meeting.plan_meeting, planned, place="at their office")

    def write(connection: Connection) -> None:
        connection.execute("UPDATE term SET more_is_better = 0")  # or the amounts would be in no possible order
        for field, canary in CANARIES.items():
            table, column = field.split(".")
            where = f" WHERE {ANSWERED[field]}" if field in ANSWERED else ""
            connection.execute(f'UPDATE "{table}" SET "{column}" = ?{where}', (canary,))

    desk.ask(write)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    with clock.frozen(NOW):
        sow(desk)
        with window_at(qtbot, desk, library, Place("today")) as window:
            yield window


def painted(widget: QWidget) -> str:
    """The words that a widget and all in it paint, whoever paints them: what is drawn as text comes out as text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setSize(widget.size())
    widget.render(picture)
    del picture
    return bytes(buffer.data().data()).decode("utf-8", "replace")


def heard(node: QAccessibleInterface | None, depth: int = 0) -> Iterator[str]:
    """All that a node says to those who hear it, and its children."""
    if node is None or not node.isValid() or depth > 40:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield node.text(kind)
    text = node.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    for number in range(min(node.childCount(), 300)):
        yield from heard(node.child(number), depth + 1)


def held(root: QWidget) -> Iterator[str]:
    """What the widgets of a window have beside what they paint and say, seen or not."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.statusTip(), widget.windowTitle(), widget.whatsThis())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLineEdit):
            yield from (widget.text(), widget.placeholderText())
        if isinstance(widget, QLabel):
            yield widget.text()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 100)):
                yield from (str(model.index(row, 0).data(role) or "") for role in ROLES)  # all are of one column


TYPED = "zqtypedx"
"""What is typed in a field, and not yet entered."""


def in_sight() -> set[str]:
    """The fields whose canary is somewhere now, in whatever window; and `TYPED`, where that is."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # an event loop does so each turn
    found: set[str] = set()
    for root in QApplication.topLevelWidgets():
        said = "\n".join([*held(root), *heard(QAccessible.queryAccessibleInterface(root))])
        said += painted(root) if root.isVisible() else ""
        digits = said.replace(",", "").replace("\u202f", "").replace("\xa0", "")
        sown = {**CANARIES, "typed": TYPED}
        found |= {field for field, canary in sown.items() if canary in said or canary in digits}
    return found


def walk(window: MainWindow) -> set[str]:
    """The fields whose canary is somewhere, on all places."""
    found: set[str] = set()

    def look() -> None:
        found.update(in_sight())

    ids = {"negotiation": NEGOTIATION, "counterpart": COUNTERPART}
    for page in MAKERS:
        window.go(Place(page, ids.get(page, 0)))
        look()
    for step in PANELS:
        window.go(Place("negotiation", NEGOTIATION, step))
        look()
    window.go(Place("negotiation", PLANNED, "meet"))
    look()
    window.go(Place("negotiation", NEGOTIATION, "meet"))
    for action in (*DIALOGS, "primary"):
        window.actions_table.run(action)
        close_after(window, look)
    search(window, look)
    window.actions_table.run("compact")
    look()
    for compact in window.findChildren(CompactWindow):
        compact.close()
    return found


def close_after(window: MainWindow, look: Callable[[], None]) -> None:
    look()
    close_sheets(window)


def close_sheets(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.reject()
        dialog.setParent(None)
        dialog.deleteLater()


def search(window: MainWindow, look: Callable[[], None]) -> None:
    window.actions_table.run("go_anywhere")
    palette = window.findChild(Palette)
    assert palette is not None
    for word in ("zq", "oat"):
        palette.line.setText(word)
        look()
    palette.close()


def test_without_the_shield_the_walk_finds_them_and_with_it_none(window: MainWindow) -> None:
    open_ = walk(window)
    missed = set(CANARIES) - open_ - ON_NO_SCREEN
    assert missed == set(), "the walk does not come by these: show it the way, or say in ON_NO_SCREEN why not"
    window.shell.set_shield(True)
    QApplication.processEvents()
    assert walk(window) == set()


def test_a_field_that_is_let_through_is_found(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    real = privacy.open_fields
    monkeypatch.setattr(
        privacy, "open_fields",
        lambda sheet: real(sheet) | ({"text"} if sheet.__name__ == "PromiseLine" else frozenset()),
    )  # fmt: skip
    window.shell.set_shield(True)
    assert walk(window) == {"promise.text"}


SHEETS = (*DIALOGS, "primary", "import_file", "export_formats", "go_anywhere")


@pytest.mark.parametrize("action", SHEETS)
def test_a_sheet_that_is_open_already_is_masked_as_well(window: MainWindow, action: str) -> None:
    window.go(Place("negotiation", NEGOTIATION, "meet"))
    window.actions_table.run(action)
    QApplication.processEvents()
    sheet = next(each for each in window.findChildren(QDialog) if each.isVisible())
    for line in [each for each in sheet.findChildren(QLineEdit) if each.accessibleName() in PRIVATE_LINES]:
        line.setFocus()
        QTest.keyClicks(line, "zq")
    window.shell.set_shield(True)
    assert in_sight() == set()
    window.shell.set_shield(False)
    QApplication.processEvents()
    close_sheets(window)


PRIVATE_LINES = {"Search everything"}
"""Of what is typed in sheets this is private; next steps, names and titles are meant for both sides."""


PLACES_TO_TYPE = [
    Place("negotiation", NEGOTIATION, step) for step in PANELS
] + [Place("counterpart", COUNTERPART), Place("promises"), Place("negotiation", PLANNED, "meet")]  # fmt: skip
OPEN_LINES = {
    "Name", "Job title", "Which negotiation or counterpart it belongs to",  # the parties
    "Term", "By when", "Day", "Hour", "Minutes",  # what terms are called, and days
    "Find in this paper",  # the one beside it is for both sides; a private one is not shown
}  # fmt: skip
"""What is typed here is for both sides, or says nothing."""


@pytest.mark.parametrize("place", PLACES_TO_TYPE, ids=lambda place: f"{place.page}-{place.id}-{place.step}")
def test_what_is_typed_and_not_entered_is_put_aside_and_comes_back(window: MainWindow, place: Place) -> None:
    window.go(place)
    QApplication.processEvents()
    lines = [
        each
        for each in window.current().findChildren(QWidget)
        if isinstance(each, QLineEdit | QPlainTextEdit) and each.isVisible() and not each.isReadOnly()
    ]
    typed = []
    for line in lines:
        if line.isVisible() and line.isEnabled() and line.accessibleName() not in OPEN_LINES:
            line.setFocus()
            (line.insert if isinstance(line, QLineEdit) else line.insertPlainText)(TYPED)
            typed.append(line)
    assert typed
    window.shell.set_shield(True)
    assert in_sight() == set(), [line.accessibleName() for line in typed]
    window.shell.set_shield(False)
