"""Type, and at once switch, close, lock or quit, before anything could settle by itself: no character is lost."""

import gc
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.line_field import AmountField, LineField
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.capture_line import CaptureLine
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.desktop.shell import Place
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage.database import open_library
from negdesk.storage.key_file import Cost
from negdesk.storage.unlocking import open_with
from tests.campaigns import FULL
from tests.whole_content import whole_content

WORDS = "harbour lantern oats violin"
TURNS = 500 if FULL else 8

pytestmark = pytest.mark.campaign

PLACES = (
    Place("negotiation", 1, "plan"),
    Place("negotiation", 1, "meet"),
    Place("negotiation", 1, "follow"),
    Place("negotiation", 2, "plan"),
    Place("counterpart", 1),
    Place("promises"),
    Place("settings"),
)
LEAVES = ("switch", "close", "lock", "quit", "another library")
NO_WORDS = frozenset({"Usual currency", "Currency", "Remind after days", "By when"})
"""Fields that take codes, numbers or dates, and refuse words with a sentence."""


@dataclass
class Desktop:
    """A run of the program on an encrypted library, which is opened again whenever it was left."""

    session: Session
    library: Path
    other: Path
    left: int = 0

    def window(self) -> MainWindow:
        window = self.session.window
        if window is not None and not window.shell.desk.closed and window.library == self.library:
            return window
        return self.session.open(self.library, typed=WORDS)

    def leave(self, way: str, chance: random.Random) -> None:
        window = self.window()
        if way == "switch":
            window.go(chance.choice([Place("today"), Place("counterparts"), Place("negotiation", 2, "agree")]))
        elif way == "close":
            window.close()
        elif way == "lock":
            self.session.lock()
            if self.session._asking is not None:
                self.session._asking.close()
        elif way == "quit":
            window.actions_table.run("quit")
        else:
            self.session.open(self.other)
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        self.left += 1
        if self.left % 5 == 0:
            gc.collect()  # the program does so by a timer, which no event loop turns here

    def held(self) -> str:
        """All that is in the library, as another program would read it."""
        database = open_with(self.library, WORDS)
        try:
            return repr(whole_content(database.connection))
        finally:
            database.close()


@pytest.fixture
def desktop(library: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setattr("negdesk.storage.key_file.Cost", lambda: Cost(1, 64, 1))
    monkeypatch.delenv("NEGDESK_PASSPHRASE", raising=False)
    Encryption(library).make(Chosen(WORDS))
    desk = open_desk(library, WORDS)
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    for title in ("Workshop lease", "Oat flour"):
        deal = desk.do(commands.negotiation.new_negotiation, title, counterpart_ids=[ana])
        desk.do(commands.plan.add_term, deal, "Price")
    desk.do(commands.meeting.start_meeting, 1)
    desk.close()
    other = tmp_path / "other.negdesk"
    open_library(other).close()
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield Desktop(session, library, other)
    if session.window is not None:
        session.window.close()


def editors(within: QWidget) -> list[tuple[str, QWidget]]:
    """What one can write words into just now, with what it is called."""
    found: list[tuple[str, QWidget]] = []
    for field in (*within.findChildren(LineField), *within.findChildren(TextField)):
        name = field.editor.accessibleName()
        if field.isVisible() and not isinstance(field, AmountField) and name not in NO_WORDS:
            found.append((name, field.editor))
    found += [(line.edit.accessibleName(), line.edit) for line in within.findChildren(AddLine) if line.isVisible()]
    found += [(line.edit.accessibleName(), line.edit) for line in within.findChildren(CaptureLine) if line.isVisible()]
    found += [(line.line.accessibleName(), line.line) for line in within.findChildren(LogLine) if line.isVisible()]
    return found


def one_turn(desktop: Desktop, chance: random.Random, seen: set[str]) -> str:
    """Type into a field somewhere and leave at once; returns what was lost, or nothing."""
    window = desktop.window()
    place = chance.choice(PLACES)
    within: QWidget = window
    if place.page == "settings":
        window.actions_table.run("settings")
        dialog = window.findChild(SettingsDialog)
        assert isinstance(dialog, SettingsDialog)
        within = dialog
    else:
        window.go(place)
    QApplication.processEvents()
    choice = editors(within if place.page == "settings" else window.current())
    if not choice:
        return ""
    name, editor = chance.choice(choice)
    word = "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=10))
    way = chance.choice(LEAVES)
    editor.setFocus()
    if isinstance(within, SettingsDialog):  # turn after turn would make it too long to be taken
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, word)
    seen.add(f"{place.page} {place.step} {name}")
    if way == "switch" and isinstance(within, SettingsDialog):
        within.reject()
    else:
        desktop.leave(way, chance)
    return "" if word in desktop.held() else f"{place.page} {place.step}: {name}, then {way}"


def play(desktop: Desktop, turns: int, seed: int) -> tuple[list[str], set[str]]:
    chance, seen = random.Random(seed), set[str]()  # noqa: S311  # a test
    lost = [each for each in (one_turn(desktop, chance, seen) for _ in range(turns)) if each]
    return lost, seen


def test_nothing_that_was_typed_is_lost_however_it_is_left(desktop: Desktop) -> None:
    lost, seen = play(desktop, TURNS, 17)
    print(
        f"{TURNS} times typed and left at once, in {len(seen)} different fields: {len(lost)} losses {sorted(set(lost))}"
    )
    assert lost == []


def test_the_campaign_finds_what_a_window_that_saves_nothing_on_leaving_loses(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_words: object) -> None:
        return None

    monkeypatch.setattr("negdesk.desktop.controls.settling.Settling.settle", nothing)
    monkeypatch.setattr("negdesk.desktop.controls.add_line.AddLine.flush", nothing)
    monkeypatch.setattr("negdesk.desktop.meeting.live_meeting.LiveMeeting.keep_draft", nothing)
    lost, _ = play(desktop, 6, 18)
    print(f"with nothing saved on leaving: {len(lost)} losses of 6")
    assert lost
