"""By keyboard alone: a damaged library, and single things that were thrown away, come back from their backups."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.backups.bring_back_sheet import BringBackSheet
from negdesk.desktop.backups.looking_window import LookingWindow
from negdesk.desktop.backups.rescue_window import RescueWindow
from negdesk.desktop.backups.salvage_window import SalvageWindow
from negdesk.desktop.launch import Session
from negdesk.desktop.unlock_window import UnlockWindow
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage import clock
from negdesk.storage.backup import make_backup
from tests.journeys.test_backup_restore import WORDS, Keys, titles

pytestmark = pytest.mark.usefixtures("cheap_keys")

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Session:
    """A run of the program with settings of its own."""
    return Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the cursor is in this window."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def tab_to(qtbot: QtBot, window: QWidget, words: str) -> None:
    """Press Tab until the button with these words has the cursor."""
    for _ in range(30):
        widget = QApplication.focusWidget()
        if isinstance(widget, QPushButton) and widget.text() == words and widget.window() is window:
            return
        press(qtbot, window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {words}")


def front(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    """The window of this kind, once it is in front."""

    def found() -> list[QWidget]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    window = found()[0]
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def live(library: Path, encrypted: bool) -> bytes:
    """Two days of work with a backup after each, then many people, then damage; returns what the file is then."""
    typed = WORDS if encrypted else ""
    Encryption(library).make(Chosen(typed))
    desk = open_desk(library, typed)
    for title in ("Oat flour", "Barley"):
        desk.do(commands.negotiation.new_negotiation, title)
        make_backup(desk.access, library.with_name("backups"), Reason.QUIT, clock.now())
    for number in range(80):
        desk.do(commands.counterpart.add_counterpart, f"Somebody {number}")
    root = desk.ask(
        lambda each: each.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'negotiation'").fetchone()
    )
    desk.close()
    assert root is not None
    data = bytearray(library.read_bytes())
    data[(root[0] - 1) * 4096 : root[0] * 4096] = bytes(4096)
    library.write_bytes(data)
    return bytes(data)


def come_to_the_rescue(session: Session, qtbot: QtBot, library: Path, encrypted: bool) -> QWidget:
    """Open the damaged library as the start does, and type its passphrase where it is asked for."""
    if not encrypted:
        with pytest.raises(Refusal) as damaged:
            session.open_or_ask(library)
        assert damaged.value.offers == "restore"
        session.rescue(library, damaged.value.sentence)
        return front(qtbot, RescueWindow)
    session.open_or_ask(library)
    asking = front(qtbot, UnlockWindow)
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, WORDS)
    press(qtbot, asking, Qt.Key.Key_Return)
    press(qtbot, asking, Qt.Key.Key_Space)  # the cursor is on Backups… already
    return front(qtbot, RescueWindow)


@pytest.mark.parametrize("encrypted", [False, True])
def test_damage_is_met_and_the_older_of_two_backups_brought_back(
    session: Session, library: Path, qtbot: QtBot, encrypted: bool
) -> None:
    spoilt = live(library, encrypted)
    rescue = come_to_the_rescue(session, qtbot, library, encrypted)
    press(qtbot, rescue, Qt.Key.Key_Down)
    tab_to(qtbot, rescue, "Bring this one back")
    press(qtbot, rescue, Qt.Key.Key_Space)
    press(qtbot, rescue, Qt.Key.Key_Space)
    keys = Keys(qtbot, session)
    try:
        keys.arrive()
        assert titles(keys.window) == ["Oat flour"]
        assert keys.window.shell.desk.encrypted is encrypted
        kept = list(library.with_name("backups").glob("*.damaged.negdesk"))
        assert [each.read_bytes() for each in kept] == [spoilt], "the damaged file is kept as it was"
        keys.negotiate("And on it goes")
    finally:
        keys.window.close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_what_can_be_read_is_salvaged_looked_through_and_opened(
    session: Session, library: Path, qtbot: QtBot, encrypted: bool
) -> None:
    spoilt = live(library, encrypted)
    rescue = come_to_the_rescue(session, qtbot, library, encrypted)
    tab_to(qtbot, rescue, "Salvage what can be read")
    press(qtbot, rescue, Qt.Key.Key_Space)
    report = front(qtbot, SalvageWindow)
    assert isinstance(report, SalvageWindow)
    rows = {
        cell(report, row, 0): (cell(report, row, 1), cell(report, row, 2)) for row in range(report.report.rowCount())
    }
    assert rows["Counterparts"] == ("80", "–")
    assert rows["Negotiations"][0] == "0" and "could not be read" in rows["Negotiations"][1]
    assert "Not everything could be read" in report.said.text()
    press(qtbot, report, Qt.Key.Key_Return)  # on Open it
    keys = Keys(qtbot, session)
    try:
        keys.arrive()
        assert keys.window.library == library.with_name("library salvaged.negdesk")
        assert keys.window.shell.desk.encrypted is encrypted
        people = keys.window.shell.desk.ask(lambda each: each.execute("SELECT count(*) FROM counterpart").fetchone())
        assert people == (80,)
        assert library.read_bytes() == spoilt, "the damaged file is as it was"
    finally:
        keys.window.close()


def cell(report: SalvageWindow, row: int, column: int) -> str:
    item = report.report.item(row, column)
    return item.text() if item is not None else ""


@pytest.mark.parametrize("encrypted", [False, True])
def test_one_entry_comes_back_from_a_backup_that_was_looked_into(
    session: Session, library: Path, qtbot: QtBot, encrypted: bool
) -> None:
    typed = WORDS if encrypted else ""
    Encryption(library).make(Chosen(typed))
    desk = open_desk(library, typed)
    oats = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    term = desk.do(commands.plan.add_term, oats, "Price per tonne", currency="EUR")
    make_backup(desk.access, library.with_name("backups"), Reason.QUIT, clock.now())
    desk.do(commands.plan.remove_term, term)
    desk.do(commands.negotiation.edit_negotiation, oats, title="Barley")
    desk.close()
    session.open(library, typed=typed)
    keys = Keys(qtbot, session)
    try:
        keys.arrive()
        keys.backups()
        keys.press(Qt.Key.Key_Return)
        looking = front(qtbot, LookingWindow)
        assert isinstance(looking, LookingWindow) and titles(looking) == ["Oat flour"]
        qtbot.waitUntil(lambda: "actions_table" in looking.__dict__)  # made after the first paint
        press(qtbot, looking, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert looking.shown_place.page == "negotiations"
        press(qtbot, looking, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: QApplication.activeWindow() is not looking)
        sheet = keys.backups()
        tab_to(qtbot, sheet, "Bring back single things…")
        keys.press(Qt.Key.Key_Space)
        picking = front(qtbot, BringBackSheet)
        assert isinstance(picking, BringBackSheet)
        tab_into(qtbot, picking)
        QTest.keyClicks(picking.find_line, "Price")
        press(qtbot, picking, Qt.Key.Key_Tab)
        press(qtbot, picking, Qt.Key.Key_Space)
        press(qtbot, picking, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        terms = "SELECT name FROM term"
        ask = keys.window.shell.desk.ask
        qtbot.waitUntil(lambda: ask(lambda each: each.execute(terms).fetchall()) == [("Price per tonne",)])
        assert titles(keys.window) == ["Barley"], "what was not ticked stays"
        assert Reason.RESTORE in [
            each.name.reason for each in session.backups(library).entries(keys.window.shell.desk.access)
        ]
        keys.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert ask(lambda each: each.execute(terms).fetchall()) == []
        keys.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert ask(lambda each: each.execute(terms).fetchall()) == [("Price per tonne",)]
    finally:
        keys.window.close()


def tab_into(qtbot: QtBot, picking: BringBackSheet) -> None:
    """Come to the line above the list by Shift+Tab from the list."""
    if QApplication.focusWidget() is not picking.find_line:
        press(qtbot, picking, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is picking.find_line
