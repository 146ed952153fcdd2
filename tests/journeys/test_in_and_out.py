"""By keyboard alone, on real files: people and another library come in, everything goes out, and comes in again."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from negdesk.desktop.launch import Session
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.looking_in import content_of
from negdesk.storage.backup import backups_in
from tests.exchange import cards
from tests.journeys.person import ALT, CTRL, SHIFT, Person
from tests.whole_content import whole_content

pytestmark = pytest.mark.usefixtures("cheap_keys")

Key = Qt.Key
WORDS = "harbour lantern oats violin"


class Clerk(Person):
    """Who brings people and libraries in and out."""

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()))

    def search(self, words: str) -> None:
        """Do or go to what the search line finds first."""
        self.press(Key.Key_K, CTRL)
        self.wait(lambda: QApplication.activeModalWidget() is not None)
        self.type(words)
        self.press(Key.Key_Return)

    def know(self, *names: str) -> None:
        """Have counterparts of these names."""
        for name in names:
            self.press(Key.Key_N, CTRL | SHIFT)
            self.type(name)
            self.press(Key.Key_Return)

    def read(self, file: Path) -> None:
        """Open the import sheet and have it read a file."""
        self.search("import")
        self.wait(lambda: QApplication.activeModalWidget() is not None)
        self.tab_to("File to read")
        self.type(str(file))
        self.press(Key.Key_Return)

    def sheet(self) -> QDialog:
        """The sheet on top."""
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, QDialog)
        return sheet

    def seen(self) -> str:
        """All that the sheet says in words."""
        return "\n".join(label.text() for label in self.sheet().findChildren(QLabel) if label.isVisible())

    def take_in(self) -> None:
        """Import, and be back in the window."""
        self.press(Key.Key_Return, CTRL)
        self.wait(lambda: QApplication.activeModalWidget() is None)

    def names(self) -> list[object]:
        """Who is here, in the order in which they came."""
        found = self.window.shell.desk.ask(lambda c: c.execute("SELECT name FROM counterpart ORDER BY id").fetchall())
        return [name for (name,) in found]

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of the library."""
        return self.window.shell.desk.ask(whole_content)

    def undo(self) -> None:
        """Take the last step back."""
        self.press(Key.Key_Z, CTRL)

    def leave(self) -> None:
        """Close the window."""
        self.press(Key.Key_Q, CTRL)
        self.wait(lambda: not self.window.isVisible())


def test_an_address_book_comes_in_is_taken_back_and_comes_again(
    qtbot: QtBot, session: Session, library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "all.vcf"
    file.write_text(cards.ALL, encoding="utf-8")
    clerk = Clerk(qtbot, session, library)
    clerk.know("Mara Lindqvist", "Jonas Weber", "Aiko Tanaka")
    before = clerk.everything()
    clerk.press(Key.Key_3, ALT)
    clerk.tab_to("Import")
    clerk.press(Key.Key_Space)
    clerk.write("File to read", str(file))
    assert clerk.everything() == before
    assert clerk.focus().accessibleName() == "Probably here already"
    for key in (Key.Key_M, Key.Key_K, Key.Key_S):
        clerk.press(key)
    assert "3 come in new. One is added to. One is left out." in clerk.seen()
    clerk.take_in()
    assert clerk.names() == [
        "Mara Lindqvist", "Jonas Weber", "Aiko Tanaka", "Northmill AB", "Mühle GmbH", "Dr. Jörg Müller",
        "Bakery at the Harbour", "Jonas Wéber",
    ]  # fmt: skip
    assert clerk.one("SELECT email FROM counterpart WHERE id = 1") == "mara@northmill.example"
    after = clerk.everything()
    clerk.undo()
    assert clerk.everything() == before
    clerk.press(Key.Key_Z, CTRL | SHIFT)
    assert clerk.everything() == after
    clerk.leave()
    assert len(content_of(library).rows["counterpart"]) == 8


def test_a_table_comes_in_with_its_columns_said_otherwise(
    qtbot: QtBot, session: Session, library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(
        "Wer;Rolle;Wo\r\nMara Lindqvist;Owner;Malmö\r\nJonas Wéber;Baker;Hamburg\r\n"
        "Aiko Tanaka;Cook;Tōkyō\r\nRagna Holm;Driver;Bergen\r\n".replace("ō", "o").encode("cp1252")
    )
    clerk = Clerk(qtbot, session, library)
    clerk.know("Mara Lindqvist", "Jonas Weber", "Aiko Tanaka")
    before = clerk.everything()
    clerk.read(file)
    clerk.tab_to("The first row names the columns")
    clerk.press(Key.Key_Space)  # nobody could know that by these words
    clerk.tab_to("Column 2, Rolle, is")
    clerk.press(Key.Key_J)
    clerk.press(Key.Key_Tab)
    clerk.press(Key.Key_A)
    clerk.wait(lambda: "3 are added to" in clerk.seen() or "4 come in new" in clerk.seen())
    clerk.press(Key.Key_Return, CTRL)
    assert clerk.focus().accessibleName() == "Probably here already"
    for key in (Key.Key_M, Key.Key_S, Key.Key_K):
        clerk.press(key)
    assert clerk.everything() == before
    clerk.take_in()
    found = clerk.window.shell.desk.ask(
        lambda c: c.execute("SELECT name, job_title, address FROM counterpart ORDER BY id").fetchall()
    )
    assert found == [
        ("Mara Lindqvist", "Owner", "Malmö"),
        ("Jonas Weber", "", ""),
        ("Aiko Tanaka", "", ""),
        ("Aiko Tanaka", "Cook", "Tokyo"),
        ("Ragna Holm", "Driver", "Bergen"),
    ]
    clerk.undo()
    assert clerk.everything() == before


def test_escape_stops_an_import_in_the_middle_and_nothing_is_left(
    qtbot: QtBot, session: Session, library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "many.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Person {n}\nN:{n};Person;;;\nEMAIL:p{n}@x.example\nNOTE:Met\nEND:VCARD\n"
    file.write_text("".join(card.format(n=n) for n in range(3_000)), encoding="utf-8")
    clerk = Clerk(qtbot, session, library)
    clerk.know("Mara Lindqvist")
    before = clerk.everything()
    clerk.read(file)
    stopped: list[bool] = []

    def stop() -> None:
        stopped.append(clerk.sheet().isVisible())
        QTest.keyClick(clerk.sheet(), Key.Key_Escape)

    QTimer.singleShot(150, clerk.window, stop)
    clerk.press(Key.Key_Return, CTRL)
    assert stopped == [True]
    assert "Nothing was taken in." in clerk.seen()
    assert clerk.everything() == before
    backups = session.backups(library).folder
    assert list(backups.iterdir()) == [], "the backup before the import has gone, too"
    clerk.press(Key.Key_Escape)
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    clerk.undo()
    assert clerk.names() == [], "the last step is what was done before the import"
    clerk.press(Key.Key_Z, CTRL | SHIFT)
    clerk.leave()
    assert [row["name"] for row in content_of(library).rows["counterpart"]] == ["Mara Lindqvist"]
    assert [name.reason for name, _ in backups_in(backups)] == [Reason.QUIT], (
        "what changed before is backed up all the same"
    )


@pytest.mark.parametrize("encrypted", [False, True])
def test_another_library_is_merged(
    qtbot: QtBot, session: Session, library: Path, tmp_path: Path, encrypted: bool
) -> None:
    other = tmp_path / "laptop.negdesk"
    clerk = Clerk(qtbot, session, library)
    clerk.know("Mara Lindqvist", "Jonas Weber")
    clerk.leave()
    copyfile(library, other)
    clerk = Clerk(qtbot, session, other)
    clerk.press(Key.Key_3, ALT)
    clerk.type("Mara")
    clerk.press(Key.Key_Return)
    clerk.write("Job title", "Head of grain")
    clerk.know("Aiko Tanaka")
    clerk.leave()
    if encrypted:
        Encryption(other).lock_anew("", Chosen(WORDS))
    theirs = other.read_bytes()
    clerk = Clerk(qtbot, session, library)
    before = clerk.everything()
    clerk.read(other)
    if encrypted:
        assert "laptop.negdesk is encrypted" in clerk.seen()
        clerk.type(WORDS)
        clerk.press(Key.Key_Return)
    assert clerk.focus().accessibleName() == "Import"
    clerk.tab_to("Comes in (1)")
    clerk.press(Key.Key_Right)
    assert clerk.focus().accessibleName() == "Differs (1)"
    assert clerk.everything() == before
    clerk.take_in()
    assert set(clerk.names()) == {"Mara Lindqvist", "Jonas Weber", "Aiko Tanaka"}
    assert clerk.one("SELECT job_title FROM counterpart WHERE name = 'Mara Lindqvist'") == "Head of grain"
    assert other.read_bytes() == theirs
    clerk.undo()
    assert clerk.everything() == before


def test_everything_goes_out_and_the_json_comes_back_the_same(
    qtbot: QtBot, session: Session, library: Path, tmp_path: Path
) -> None:
    clerk = Clerk(qtbot, session, library)
    clerk.know("Mara Lindqvist")
    clerk.write("Job title", "Head of grain")
    clerk.press(Key.Key_L, CTRL)
    clerk.type("Called about the #harvest yesterday")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_N, CTRL)
    clerk.wait(lambda: QApplication.activeModalWidget() is not None)
    clerk.type("Oat flour")
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: clerk.one("SELECT count(*) FROM negotiation"))
    clerk.press(Key.Key_4, ALT)
    clerk.tab_to("A new promise")
    clerk.type("Send samples")
    clerk.write("By when", "tomorrow")
    endings = (".json", ".md", ".csv", ".ics", ".vcf")
    files = [tmp_path / f"out{ending}" for ending in endings]
    for number, file in enumerate(files):
        clerk.search("export")
        clerk.wait(lambda: QApplication.activeModalWidget() is not None)
        for _ in range(number):
            clerk.press(Key.Key_Down)
        assert "Private: this file holds what you wrote for your own eyes." in clerk.seen(), "said before it is saved"
        clerk.tab_to("Save as")
        assert "PRIVATE" in str(clerk.focus().property("text"))
        assert str(clerk.focus().property("text")).endswith(file.suffix)
        clerk.write("Save as", str(file))
        clerk.wait(lambda: QApplication.activeModalWidget() is None)
    told = [file.read_text(encoding="utf-8-sig") for file in files]
    for text in (told[0], told[1], told[2], told[4]):
        assert "Mara Lindqvist" in text
    assert "> Called about the #harvest" in told[1]
    assert "Head of grain" in told[2] and "Head of grain" in told[4]
    assert [str(event["summary"]) for event in Calendar.from_ical(told[3]).walk("VEVENT")] == ["Send samples"]
    assert json.loads(told[0])["format"] == "negdesk-library"
    clerk.leave()
    clerk = Clerk(qtbot, session, tmp_path / "empty.negdesk")
    assert clerk.names() == []
    clerk.read(files[0])
    clerk.take_in()
    assert clerk.names() == ["Mara Lindqvist"]
    again = tmp_path / "again.json"
    clerk.search("export")
    clerk.wait(lambda: QApplication.activeModalWidget() is not None)
    clerk.write("Save as", str(again))
    clerk.wait(again.exists)
    assert again.read_bytes() == files[0].read_bytes()
    clerk.undo()
    assert all(rows == [] for rows in clerk.everything().values()), "one undo for all of it"
