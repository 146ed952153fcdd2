"""What those hear who cannot see the window: each thing says what it is, what it is called, and what state it is in."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTableCellInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop import after_paint
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.rows import Row
from negdesk.desktop.controls.tabs import StepTabs
from negdesk.desktop.heard import say_what_is_what
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.negotiations.negotiation_page import PANELS
from negdesk.desktop.places import MAKERS
from negdesk.desktop.plan.details import MoreButton
from negdesk.desktop.shell import Place
from negdesk.opening import open_desk
from tests.desktop.shield.sown_window import close_all, over_another, sown_window
from tests.desktop.shield.windows import OPENERS
from tests.desktop.showing import run_of_the_program
from tests.house_rules.test_widgets import place_of

Role, Text = QAccessible.Role, QAccessible.Text

HOLDS = {
    Role.Client, Role.Grouping, Role.List, Role.LayeredPane, Role.Pane, Role.Window, Role.Dialog, Role.Border,
    Role.ScrollBar, Role.Splitter, Role.StaticText, Role.PopupMenu, Role.Separator, Role.Table, Role.Tree,
    Role.Document,
}  # fmt: skip
"""What may be without a name: it holds others that have one, or is a line of words with none at the moment."""


def nodes(node: QAccessibleInterface | None, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """A node that is in sight, and all in it."""
    if node is not None and node.isValid() and not has(node, "invisible") and depth < 40:
        yield node
        for number in range(min(node.childCount(), 300)):
            yield from nodes(node.child(number), depth + 1)


def has(node: QAccessibleInterface, state: str) -> bool:
    return bool(getattr(node.state(), state))


def unsaid(root: QWidget) -> list[str]:
    """What does not say what it is, or what it is called."""
    found = []
    for node in nodes(QAccessible.queryAccessibleInterface(root)):
        role, name, focusable = node.role(), node.text(Text.Name).strip(), has(node, "focusable")
        informs = focusable or bool(name or node.text(Text.Description).strip())
        if role in (Role.NoRole, Role.Client) and informs:
            found.append(f"what is {told(node)}?")
        if not name and (focusable or role not in HOLDS) and not blank(node):
            found.append(f"what is {told(node)} called?")
    return sorted(set(found))


def blank(node: QAccessibleInterface) -> bool:
    """Whether it is a cell with nothing in it, in a line whose first cell has something."""
    cell: QAccessibleTableCellInterface | None = node.tableCellInterface()
    if cell is None or cell.columnIndex() == 0:
        return False
    table = node.parent()
    return bool(table.child(table.indexOfChild(node) - cell.columnIndex()).text(Text.Name).strip())


def told(node: QAccessibleInterface) -> str:
    above = node.parent()
    inside = type(above.object()).__name__ if above.isValid() else "nothing"
    return f"{type(node.object()).__name__} ({node.role().name} “{node.text(Text.Name)[:40]}”) in {inside}"


@pytest.fixture(autouse=True)
def _told() -> None:
    say_what_is_what()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    with sown_window(qtbot, desk, library) as window:
        yield window


PLACES = [
    *(place_of(page) for page in MAKERS if page != "negotiation"),
    *(Place("negotiation", 1, step) for step in PANELS),
]


def test_all_that_is_on_a_page_says_what_it_is(window: MainWindow) -> None:
    found = {}
    for shield in (False, True):
        window.shell.set_shield(shield)
        for place in PLACES:
            window.go(place)
            QApplication.processEvents()
            if unsaid(window):
                found[f"{place.page} {place.step} {shield}"] = unsaid(window)
    assert not found, found


def test_all_that_is_in_a_window_says_what_it_is(window: MainWindow, library: Path, tmp_path: Path) -> None:
    over, found = over_another(window, library, tmp_path), {}
    for name, open_it in OPENERS.items():
        open_it(over)
        QApplication.processEvents()
        for root in QApplication.topLevelWidgets():
            if root.isVisible() and unsaid(root):
                found[name] = unsaid(root)
        close_all(window)
    assert not found, found


def node_of(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def test_a_row_that_is_selected_says_so(window: MainWindow) -> None:
    window.go(Place("templates"))
    QApplication.processEvents()
    rows = [each for each in window.current().findChildren(Row) if each.isVisible()]
    assert [has(node_of(each), "selected") for each in rows] == [each.selected for each in rows]
    rows[-1].setFocus()
    node_of(rows[-1]).actionInterface().doAction("Press")
    assert [each for each in rows if has(node_of(each), "selected")] == [rows[-1]]


def test_a_step_says_whether_it_is_the_one_shown(window: MainWindow) -> None:
    window.go(Place("negotiation", 1, "plan"))
    [tabs] = [each for each in window.current().findChildren(StepTabs) if each.isVisible()]
    steps = [node for node in nodes(node_of(tabs)) if node.role() is Role.PageTab]
    assert [has(step, "selected") for step in steps] == [True, False, False, False]
    steps[3].actionInterface().doAction("Press")
    assert [has(step, "selected") for step in steps] == [False, False, False, True]
    assert tabs.current() == 3


def test_what_holds_more_says_whether_that_is_shown(window: MainWindow) -> None:
    window.go(Place("negotiation", 1, "plan"))
    QApplication.processEvents()
    more = next(each for each in window.current().findChildren(MoreButton) if each.isVisible())
    node = node_of(more)
    assert has(node, "expandable") and has(node, "collapsed") and not has(node, "expanded")
    node.actionInterface().doAction("Press")
    assert has(node, "expanded") and not has(node, "collapsed")


def test_dots_that_can_be_set_are_told_from_those_to_look_at(qtbot: QtBot) -> None:
    roles = {}
    for editable in (True, False):
        dots = Dots(3, name="Cost", editable=editable)
        qtbot.addWidget(dots)
        roles[editable] = node_of(dots).role()
        assert node_of(dots).text(Text.Name) == "Cost: 3 of 5"
    assert roles == {True: Role.Slider, False: Role.Graphic}


LATE = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

application = QApplication([])
from negdesk.desktop.controls.rows import Row
from negdesk.desktop import after_paint
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.rows import Row
from negdesk.desktop.controls.tabs import StepTabs
from negdesk.desktop.heard import say_what_is_what

QAccessible.setActive(True)
row = Row("Send samples", focusable=True)
print(QAccessible.queryAccessibleInterface(row).role().name)
say_what_is_what()
print(QAccessible.queryAccessibleInterface(row).role().name)
"""


def test_who_listened_before_the_first_paint_is_told_anew() -> None:
    run = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout.split() == ["Client", "ListItem"]


def test_the_program_says_it_once_its_window_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[bool] = []
    monkeypatch.setattr(after_paint, "say_what_is_what", lambda: said.append(True))
    with run_of_the_program(tmp_path) as session:
        open_desk(tmp_path / "mine.negdesk").close()
        window = session.open(tmp_path / "mine.negdesk")
        until = time.monotonic() + 60
        while not said and time.monotonic() < until:
            QApplication.processEvents()
        assert said == [True]
        window.close()
