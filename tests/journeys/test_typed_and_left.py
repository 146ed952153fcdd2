"""Type, and at once switch, close, lock or quit, before anything could settle by itself: no character is lost."""

import gc
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.controls.typed import place_of
from negdesk.desktop.controls.waiting_line import WaitingLine
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.kept_sheet import KeptSheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.capture_line import CaptureLine
from negdesk.desktop.promises.new_promise import NewPromise
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.desktop.shell import Place
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage.database import open_library
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
    Place("counterparts"),
    Place("settings"),
)
SHEETS = {
    "end_meeting": Place("negotiation", 1, "meet"), "new_negotiation": Place("today"),
    "save_template": Place("negotiation", 2, "plan"), "same_counterpart": Place("counterpart", 1),
}  # fmt: skip
"""The sheets in which one types, by their kind, with where they are opened."""

LEAVES = ("switch", "close", "lock", "quit", "another library")
TOO_LONG = {LineField: 600, AddLine: 600, TextField: 100_100}
"""So many characters more than a word are more than most fields of a kind take."""


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
def desktop(library: Path, tmp_path: Path, qtbot: QtBot, cheap_keys: None) -> Iterator[Desktop]:
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
    """What one can write into just now, with what it is called."""
    fields = (*within.findChildren(LineField), *within.findChildren(TextField))
    found: list[tuple[str, QWidget]] = [(e.editor.accessibleName(), e.editor) for e in fields if e.isVisible()]
    found += [(line.edit.accessibleName(), line.edit) for line in within.findChildren(AddLine) if line.isVisible()]
    found += [(line.edit.accessibleName(), line.edit) for line in within.findChildren(CaptureLine) if line.isVisible()]
    found += [(line.line.accessibleName(), line.line) for line in within.findChildren(LogLine) if line.isVisible()]
    for line in within.findChildren(NewPromise):
        parts = (line.text, line.about)  # its day is a field like any other
        found += [(f"{each.accessibleName()} of a new promise", each) for each in parts if line.isVisible()]
    found += [(line.accessibleName(), line) for line in within.findChildren(WaitingLine) if line.isVisible()]
    if isinstance(within, KeptSheet):
        plain = [each for each in within.findChildren(QLineEdit) if not isinstance(each.parentWidget(), Field)]
        found += [(line.accessibleName(), line) for line in plain]
    return found


def text_of(editor: QWidget) -> str:
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def type_into(editor: QWidget, word: str, longer: bool) -> None:
    """Type a word; one that is `longer` than what most fields take is pasted."""
    if not longer:
        QTest.keyClicks(editor, word)
        return
    above = editor.parentWidget()
    length = next((more for kind, more in TOO_LONG.items() if isinstance(above, kind)), 0)
    # In words: Qt breaks one of 100,000 signs anew at each key, which takes it half a second.
    QApplication.clipboard().setText(word + " zzzzzzzzz" * (length // 10))
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def open_place(desktop: Desktop, place: Place) -> QWidget:
    """Go to a place; returns what is shown there."""
    window = desktop.window()
    if place.page == "settings":
        window.actions_table.run("settings")
        dialog = [each for each in window.findChildren(SettingsDialog) if each.isVisible()]
        return dialog[-1]
    window.go(place)
    QApplication.processEvents()
    return window.current()


def open_sheet(desktop: Desktop, kind: str) -> KeptSheet:
    """Open a sheet in which one types over its place."""
    window = desktop.window()
    window.go(SHEETS[kind])
    if kind == "new_negotiation":
        window.actions_table.run(kind)
    else:
        window.current().sheets()[kind]()
    sheet = shown_sheet(window)
    assert sheet is not None
    return sheet


def shown_sheet(window: MainWindow) -> KeptSheet | None:
    return next((each for each in window.findChildren(KeptSheet) if each.isVisible()), None)


@dataclass
class Seen:
    """What a campaign came by: the fields, how often a text was refused, and what was lost."""

    fields: set[str] = field(default_factory=set)
    refused: int = 0
    lost: list[str] = field(default_factory=list)


def one_turn(desktop: Desktop, chance: random.Random, seen: Seen) -> None:
    """Type into a field somewhere and leave at once: it is in the library, and what was refused is shown again."""
    place = chance.choice(PLACES)
    within = open_place(desktop, place)
    choice = editors(within)
    if not choice:
        return
    name, editor = chance.choice(choice)
    word = "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=10))
    way, longer = chance.choice(LEAVES), chance.random() < 0.5
    editor.setFocus()
    if longer or isinstance(within, SettingsDialog):  # turn after turn would make it too long to be taken
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_into(editor, word, longer)
    where = f"{place.page} {place.step} {name}"
    seen.fields.add(where)
    if way == "switch" and isinstance(within, SettingsDialog):
        within.reject()
    else:
        desktop.leave(way, chance)
    held = desktop.held()
    if word not in held:
        seen.lost.append(f"{where}, then {way}{' (too long)' if longer else ''}")
    elif refused_place(held, word):
        seen.refused += 1
        come_back(desktop, place, word, where, seen, give_up=chance.random() < 0.6)


def one_sheet(desktop: Desktop, chance: random.Random, seen: Seen) -> None:
    """Type into a sheet and lock, close or quit at once: it comes back by itself with that, to be given up."""
    kind = chance.choice(list(SHEETS))
    sheet = open_sheet(desktop, kind)
    name, editor = chance.choice(editors(sheet))
    word = "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=10))
    way, longer = chance.choice(LEAVES[1:]), chance.random() < 0.5
    editor.setFocus()
    if longer or kind == "end_meeting":
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_into(editor, word, longer)
    where = f"{kind} {name}, then {way}"
    seen.fields.add(f"{kind} {name}")
    desktop.leave(way, chance)
    if word not in desktop.held():
        seen.lost.append(where)
        return
    window, until = desktop.window(), monotonic() + 20
    while shown_sheet(window) is None and monotonic() < until:
        QApplication.processEvents()
    again = shown_sheet(window)
    if again is None or sum(word in text_of(each) for _, each in editors(again)) != 1:
        seen.lost.append(f"{where}: does not come back")
    if again is not None:
        QTest.keyClick(again, Qt.Key.Key_Escape)
    if (word in desktop.held()) != (kind == "end_meeting"):  # whoever goes on meeting finds it there at its end
        seen.lost.append(f"{where}: kept although it was given up, or the other way round")


def refused_place(held: str, word: str) -> bool:
    """Whether a word is in the library only as something that a field refused."""
    return bool(re.search(rf"'typed:[^']*', '\"[^']*{word}", held)) and held.count(word) == 1


def come_back(desktop: Desktop, place: Place, word: str, where: str, seen: Seen, give_up: bool) -> None:
    """Where it was typed it stands again, with the reason; Escape gives it up, and then it is nowhere any more."""
    within = open_place(desktop, place)
    shown = [editor for _, editor in editors(within) if word in text_of(editor)]
    waits = len(shown) == 1 and waits_for_enter(shown[0])
    if len(shown) != 1 or not (waits or shown[0].accessibleDescription()):
        hidden = [each.called for each in within.findChildren(Field) if word in each.text() and not each.isVisible()]
        seen.lost.append(f"{where}: shown again in {len(shown)} fields, and not why; out of sight in {hidden}")
    elif give_up and not waits:
        shown[0].setFocus()
        QTest.keyClick(shown[0], Qt.Key.Key_Escape)
        if word in desktop.held():
            seen.lost.append(f"{where}: kept although it was given up")
    if isinstance(within, SettingsDialog):
        within.reject()


Turn = Callable[[Desktop, random.Random, Seen], None]


def waits_for_enter(editor: QWidget) -> bool:
    """Whether what stands in an editor waits for Enter, and not for being mended."""
    return isinstance(editor, WaitingLine) or isinstance(editor.parentWidget(), NewPromise)


def play(desktop: Desktop, turns: int, seed: int, turn: Turn = one_turn, *, to_first_loss: bool = False) -> Seen:
    """So many turns; `to_first_loss` where it is enough to see that there is one."""
    chance, seen = random.Random(seed), Seen()  # noqa: S311  # a test
    for number in range(turns):
        turn(desktop, chance, seen)
        if to_first_loss and seen.lost:
            break
        if number % 50 == 49:
            print(f"{number + 1} turns, {len(seen.lost)} losses {seen.lost[-3:]}", flush=True)
    return seen


def test_nothing_that_was_typed_is_lost_however_it_is_left(desktop: Desktop) -> None:
    seen = play(desktop, TURNS, 17)
    print(
        f"{TURNS} times typed and left at once, in {len(seen.fields)} different fields, {seen.refused} times refused: "
        f"{len(seen.lost)} losses {sorted(set(seen.lost))}"
    )
    assert seen.lost == [] and seen.refused > TURNS // 10


def test_nothing_that_was_typed_into_a_sheet_is_lost(desktop: Desktop) -> None:
    turns = 100 if FULL else 5
    seen = play(desktop, turns, 20, one_sheet)
    print(f"{turns} times typed into a sheet and left, {len(seen.fields)} fields: {len(seen.lost)} losses {seen.lost}")
    assert seen.lost == []


def test_the_campaign_finds_that_a_sheet_keeps_nothing(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negdesk.desktop.draft_keeping.DraftKeeping.keep", lambda _drafts: None)
    assert play(desktop, 2, 21, one_sheet).lost


def test_the_campaign_finds_what_a_window_that_saves_nothing_on_leaving_loses(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_words: object) -> None:
        return None

    monkeypatch.setattr("negdesk.desktop.controls.settling.Settling.settle", nothing)
    monkeypatch.setattr("negdesk.desktop.controls.add_line.AddLine.flush", nothing)
    monkeypatch.setattr("negdesk.desktop.meeting.live_meeting.LiveMeeting.keep_draft", nothing)
    seen = play(desktop, 6, 18, to_first_loss=not FULL)
    print(f"with nothing saved on leaving: {len(seen.lost)} losses of 6 or sooner")
    assert seen.lost


def test_the_campaign_finds_that_what_was_refused_is_not_kept(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negdesk.desktop.controls.typed.keep_typed", lambda *_words: None)
    seen = play(desktop, 12, 19, to_first_loss=not FULL)
    print(f"with nothing kept of what was refused: {len(seen.lost)} losses of 12 or sooner")
    assert seen.lost


@pytest.mark.parametrize("place", PLACES[:-1], ids=lambda place: f"{place.page}-{place.id}-{place.step}")
def test_no_two_fields_of_a_page_keep_their_texts_at_one_place(desktop: Desktop, place: Place) -> None:
    within = open_place(desktop, place)
    fields: list[Field | AddLine] = [*within.findChildren(Field), *within.findChildren(AddLine)]
    places = [place_of(each, each.called) for each in fields]
    waiting: list[WaitingLine] = within.findChildren(WaitingLine)
    assert fields or waiting, "the latter keeps its text at a place of its own"
    assert [key for at, (keeper, key) in enumerate(places) if (keeper, key) in places[:at]] == []
