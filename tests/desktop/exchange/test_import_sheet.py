"""The import sheet: what is recognised and said otherwise, who is here already, another library, and leaving it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.exchange.import_sheet import ImportSheet
from negdesk.desktop.exchange.library_panel import LibraryPanel
from negdesk.desktop.exchange.people_panel import PeoplePanel
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.exchange.library_json import library_json
from negdesk.opening import open_desk
from negdesk.queries.attached_file import files_of_counterpart, files_of_negotiation
from negdesk.queries.contact import known_contacts
from tests.desktop.exchange.dropping import dropped
from tests.desktop.showing import cursor, press, window_at
from tests.exchange import cards
from tests.exchange.libraries import content, copy_of
from tests.whole_content import whole_content

CTRL, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key

TABLE = (
    "Wer;Firma;Kontakt;Notiz\r\n"
    "Mara Lindqvist;Northmill AB;mara@northmill.example;Likes tea\r\n"
    "Aiko Tanaka;Kome Foods;aiko@kome.example;\r\n"
)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", job_title="Buyer")
    desk.forget_steps()
    with window_at(qtbot, desk, library, Place("counterparts")) as window:
        yield window


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(TABLE.encode("utf-8"))
    return path


@pytest.fixture
def card_file(tmp_path: Path) -> Path:
    path = tmp_path / "all.vcf"
    path.write_text(cards.ALL + "BEGIN:VCARD\nEND:VCARD\n", encoding="utf-8")
    return path


def opened(window: MainWindow) -> ImportSheet:
    window.handlers()["import_file"]()
    return shown(window)


def shown(window: MainWindow) -> ImportSheet:
    sheet = next(each for each in window.findChildren(ImportSheet) if each.isVisible())
    for _ in range(200):
        if sheet.isActiveWindow():
            return sheet
        QTest.qWait(10)
    raise AssertionError("the sheet does not come to the front")


def read(window: MainWindow, path: Path) -> ImportSheet:
    """The sheet with this file read, by keys."""
    sheet = opened(window)
    QTest.keyClicks(sheet.path, str(path))
    QTest.keyClick(sheet.path, Key.Key_Return)
    return sheet


def people(sheet: ImportSheet) -> PeoplePanel:
    assert isinstance(sheet.panel, PeoplePanel), sheet.path.accessibleDescription()
    return sheet.panel


def merging(sheet: ImportSheet) -> LibraryPanel:
    assert isinstance(sheet.panel, LibraryPanel), sheet.path.accessibleDescription()
    return sheet.panel


def names(desk: Desk) -> list[str]:
    return [each.name for each in desk.ask(known_contacts)]


def said(widget: QWidget) -> str:
    return widget.accessibleDescription()


def test_cards_are_read_and_come_in_by_keyboard_and_one_undo_takes_them_back(
    window: MainWindow, desk: Desk, card_file: Path
) -> None:
    before = desk.ask(whole_content)
    sheet = read(window, card_file.with_name("missing.vcf"))
    assert "cannot be read" in said(sheet.path)
    sheet.path.clear()
    QTest.keyClicks(sheet.path, str(card_file))
    QTest.keyClick(sheet.path, Key.Key_Return)
    assert desk.ask(whole_content) == before, "reading changes nothing"
    panel = people(sheet)
    assert "Aiko Tanaka" in [line[0] for line in panel.who.texts()]
    assert [line[1] for line in panel.unread.texts()] == ["it has no name"]
    assert cursor() is panel.duplicates.list, "the first thing to decide has the cursor"
    press(Key.Key_Return, CTRL)
    assert names(desk).count("Mara Lindqvist") == 1
    assert {"Aiko Tanaka", "Northmill AB"} <= set(names(desk))
    window.undo()
    assert desk.ask(whole_content) == before


def test_who_stands_twice_in_a_file_is_asked_about_before_anything_comes_in(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "phone.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ove Lund\n{}\nEND:VCARD\n"
    path.write_text(card.format("TEL:0600 000 003") + card.format("EMAIL:ove@x.example"), encoding="utf-8")
    sheet = read(window, path)
    panel = people(sheet)
    assert cursor() is panel.duplicates.list
    assert panel.duplicates.list.texts() == [("Ove Lund", "Ove Lund", "the same name, line 1", "merged")]
    assert ("Email", "", "ove@x.example", "filled in") in panel.duplicates.detail.texts()
    assert panel.duplicates.list.accessibleName() == "Here already or twice in the file"
    assert "One is added to." in panel.summary()
    press(Key.Key_K)
    assert panel.summary() == "2 come in new."
    press(Key.Key_M)
    press(Key.Key_Return, CTRL)
    (ove,) = (each for each in desk.ask(known_contacts) if each.name == "Ove Lund")
    assert (ove.phone, ove.email) == ("0600 000 003", "ove@x.example")
    window.undo()
    assert "Ove Lund" not in names(desk)


def test_what_comes_in_is_masked_under_the_shield(window: MainWindow, card_file: Path, table: Path) -> None:
    for file in (card_file, table):
        sheet = read(window, file)
        panel = people(sheet)
        before = panel.who.texts()
        window.shell.set_shield(True)
        told = [*panel.who.texts(), *panel.duplicates.list.texts(), *panel.duplicates.detail.texts()]
        words = " ".join(cell for line in told for cell in line)
        words += " ".join(each.accessibleName() for each in sheet.findChildren(QWidget))
        words += " ".join(str(each.property("text")) for each in panel.findChildren(QWidget) if each.property("text"))
        for private in ("Aiko", "Mara", "Kome", "Buyer", "tea"):
            assert private not in words, (file.name, private)
        window.shell.set_shield(False)
        assert before == panel.who.texts()
        sheet.reject()


def test_each_duplicate_is_chosen_for_by_key_and_what_it_comes_to_is_shown(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    for name in ("Jonas Weber", "Aiko Tanaka"):
        desk.do(commands.counterpart.add_counterpart, name)
    file = tmp_path / "three.csv"
    file.write_text(
        "Name,Job title,Email\nMara Lindqvist,Owner,m@x.example\nJonas Weber,Baker,j@x.example\n"
        "Aiko Tanaka,Cook,a@x.example\n",
        encoding="utf-8",
    )
    before = desk.ask(whole_content)
    sheet = read(window, file)
    panel = people(sheet)
    press(Key.Key_Return, CTRL)
    assert desk.ask(whole_content) == before, "nothing comes in before those who are here already were seen"
    assert cursor() is panel.duplicates.list
    assert panel.duplicates.detail.texts() == [
        ("Name", "Mara Lindqvist", "Mara Lindqvist", "the same"),
        ("Job title", "Buyer", "Owner", "set aside, in the log"),
        ("Email", "", "m@x.example", "filled in"),
    ]
    press(Key.Key_M)
    press(Key.Key_S)
    assert [line[3] for line in panel.duplicates.list.texts()] == ["merged", "skipped", "merged"]
    press(Key.Key_K)
    assert panel.summary() == "One comes in new. One is added to. One is left out."
    assert {line[3] for line in panel.duplicates.detail.texts()} == {"comes in"}
    press(Key.Key_Return, CTRL)
    kept = {each.id: (each.name, each.job_title, each.email) for each in desk.ask(known_contacts)}
    assert sorted(kept.values()) == [
        ("Aiko Tanaka", "", ""),
        ("Aiko Tanaka", "Cook", "a@x.example"),
        ("Jonas Weber", "", ""),
        ("Mara Lindqvist", "Buyer", "m@x.example"),
    ]
    window.undo()
    assert desk.ask(whole_content) == before


def test_the_same_can_be_chosen_for_all(window: MainWindow, card_file: Path) -> None:
    panel = people(read(window, card_file))
    for words, told in (("Skip all", "skipped"), ("Keep all", "both kept"), ("Merge all", "merged")):
        button = next(each for each in panel.findChildren(QWidget) if each.accessibleName() == words)
        QTest.keyClick(button, Key.Key_Space)
        assert {line[3] for line in panel.duplicates.list.texts()} == {told}


def test_a_column_is_given_another_field_by_key_and_the_preview_follows_at_once(
    qtbot: QtBot, window: MainWindow, desk: Desk, table: Path
) -> None:
    sheet = read(window, table)
    panel = people(sheet)
    assert panel.columns is not None
    assert panel.columns.said == (";", "utf-8", True)
    assert panel.columns.columns == ("", "organisation", "email", "note")
    assert [line[0] for line in panel.who.texts()] == ["Northmill AB", "Kome Foods"], "companies, as nobody has a name"
    assert cursor().accessibleName() == "Column 1, Wer, is"
    press(Key.Key_Down)
    assert [line[:2] for line in panel.who.texts()] == [
        ("Mara Lindqvist", "Northmill AB"),
        ("Aiko Tanaka", "Kome Foods"),
    ]
    qtbot.waitUntil(lambda: panel.duplicates.count == 1)
    assert cursor().accessibleName() == "Column 1, Wer, is", "looking again takes the cursor nowhere"
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return, CTRL)
    assert set(names(desk)) == {"Mara Lindqvist", "Northmill AB", "Aiko Tanaka", "Kome Foods"}


def test_without_a_column_that_says_who_it_is_that_is_asked_for(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Notiz,Kontakt\nAiko Tanaka,aiko@kome.example\n", encoding="utf-8")
    before = desk.ask(whole_content)
    sheet = read(window, file)
    assert "Choose which one is the name" in said(sheet.path)
    press(Key.Key_Return, CTRL)
    assert desk.ask(whole_content) == before
    assert cursor().accessibleName() == "Column 1, Notiz, is"
    press(Key.Key_N)  # as in any list of words: on to the next that begins so
    assert said(sheet.path) == ""
    qtbot.waitUntil(lambda: people(sheet).ready)
    press(Key.Key_Return, CTRL)
    assert "Aiko Tanaka" in names(desk)


def test_delimiter_encoding_and_heading_are_said_otherwise(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes("Jörg Müller|Mühle;GmbH\r\nAiko Tanaka|Kome\r\n".encode("cp850"))
    sheet = read(window, file)
    panel = people(sheet)
    assert panel.columns is not None
    panel.columns.encoding.editor.setFocus()
    for _ in range(20):
        if panel.columns.said[1] == "cp850":
            break
        press(Key.Key_Down)
    panel.columns.delimiter.editor.setFocus()
    press(Key.Key_End)
    assert panel.columns.said == ("|", "cp850", False)
    qtbot.waitUntil(lambda: panel.ready)
    assert [line[0] for line in panel.who.texts()] == ["Jörg Müller", "Aiko Tanaka"]
    panel.columns.heading.setFocus()
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: not panel.waiting)
    assert [line[0] for line in panel.who.texts()] == ["Aiko Tanaka"], "the first row is a heading now"


def test_escape_stops_ten_thousand_cards_and_leaves_nothing(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("Name,Note\n" + "".join(f"Person {n} of many,x\n" for n in range(10_000)), encoding="utf-8")
    before = desk.ask(whole_content)
    sheet = read(window, file)
    assert people(sheet).ready
    bars: list[int] = []

    def stop() -> None:
        if sheet.bar.value() <= 0:
            return  # it has not begun yet
        looking.stop()
        bars.append(sheet.bar.value())
        assert sheet.bar.isVisible() and sheet.bar.maximum() == 10_000
        QTest.keyClick(sheet, Key.Key_Escape)

    looking = QTimer(sheet, interval=20)
    looking.timeout.connect(stop)
    looking.start()
    press(Key.Key_Return, CTRL)
    assert bars[0] < 10_000
    assert said(sheet.path) == "Nothing was taken in."
    assert desk.ask(whole_content) == before
    assert not desk.can_undo
    press(Key.Key_Return, CTRL)
    assert len(names(desk)) == 10_001, "and it can be done after all"
    window.undo()
    assert desk.ask(whole_content) == before


@pytest.mark.parametrize("typed", ["~nobody-of-this-name/people.vcf", "long" * 100, "no such file"])
def test_a_file_that_cannot_be_read_is_said(window: MainWindow, typed: str) -> None:
    sheet = opened(window)
    QTest.keyClicks(sheet.path, typed)
    QTest.keyClick(sheet.path, Key.Key_Return)
    assert f"{typed} cannot be read" in sheet.path.accessibleDescription()


def test_another_library_is_looked_at_and_merged(window: MainWindow, desk: Desk, library: Path, tmp_path: Path) -> None:
    other = copy_of(desk, library, tmp_path / "other.negdesk")
    other.do(commands.counterpart.edit_counterpart, 1, job_title="Head of grain", phone="1234567")
    other.do(commands.counterpart.add_counterpart, "Aiko Tanaka")
    other.do(commands.log.write_entry, 2, "Met at the fair")
    out = library_json(content(other))
    other.close()
    as_json = tmp_path / "other.json"
    as_json.write_bytes(out)
    before = desk.ask(whole_content)
    for file in (as_json, tmp_path / "other.negdesk"):
        sheet = read(window, file)
        panel = merging(sheet)
        assert panel.added.texts() == [
            ("Counterpart", "Aiko Tanaka", ""),
            ("Log entry", "Met at the fair", "Aiko Tanaka"),
        ]
        assert panel.differing.texts() == [
            ("Counterpart", "Mara Lindqvist", "Job title", "Buyer", "Head of grain", "there"),
            ("Counterpart", "Mara Lindqvist", "Phone", "", "1234567", "there"),
        ]
        assert ("Counterpart", "Mara Lindqvist", "Job title", "Buyer") in panel.aside.texts()
        window.shell.set_shield(True)
        masked = str([*panel.added.texts(), *panel.differing.texts(), *panel.aside.texts()])
        assert not [word for word in ("Mara", "Aiko", "fair", "Buyer", "Head", "1234567") if word in masked]
        window.shell.set_shield(False)
        assert desk.ask(whole_content) == before
        press(Key.Key_Return, CTRL)
        assert set(names(desk)) == {"Mara Lindqvist", "Aiko Tanaka"}
        window.undo()
        assert desk.ask(whole_content) == before
        sheet.close()
        QApplication.processEvents()


def test_an_encrypted_library_asks_for_what_opens_it(
    window: MainWindow, desk: Desk, tmp_path: Path, cheap_keys: None
) -> None:
    path = tmp_path / "locked.negdesk"
    Encryption(path).make(Chosen("harbour lantern oats violin"))
    other = open_desk(path, "harbour lantern oats violin")
    other.do(commands.counterpart.add_counterpart, "Aiko Tanaka")
    other.close()
    sheet = read(window, path)
    assert cursor() is sheet.passphrase
    assert "locked.negdesk is encrypted" in said(sheet.passphrase)
    QTest.keyClicks(sheet.passphrase, "something else")
    press(Key.Key_Return)
    assert "does not open" in said(sheet.passphrase)
    QTest.keyClicks(cursor(), "harbour lantern oats violin")
    press(Key.Key_Return)
    assert [line[1] for line in merging(sheet).added.texts()] == ["Aiko Tanaka"]
    press(Key.Key_Return, CTRL)
    assert "Aiko Tanaka" in names(desk)


def test_a_file_dropped_on_a_list_is_one_to_import_and_the_button_opens_the_sheet(
    qtbot: QtBot, window: MainWindow, card_file: Path, table: Path
) -> None:
    assert dropped(window.current().findChildren(QWidget)[-1], card_file)
    sheet = shown(window)
    qtbot.waitUntil(lambda: sheet.panel is not None)
    assert "Aiko Tanaka" in [line[0] for line in people(sheet).who.texts()]
    assert dropped(sheet, table), "and on the sheet another one"
    assert people(sheet).columns is not None
    sheet.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button = next(each for each in window.current().findChildren(QWidget) if each.accessibleName() == "Import")
    button.setFocus()
    press(Key.Key_Space)
    assert shown(window).isVisible()


def test_files_dropped_anywhere_on_a_page_are_kept_with_what_it_shows(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    files = [tmp_path / "offer.pdf", tmp_path / "people.vcf", tmp_path / "gone.pdf"]
    for file in files[:2]:
        file.write_bytes(b"%PDF")
    negotiation = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    window.go(Place("counterpart", 1))
    field = next(each for each in window.current().findChildren(QWidget) if each.accessibleName() == "Job title")
    assert dropped(field, *files), "also where a text could be dropped"
    assert {line.name for line in desk.ask(files_of_counterpart, 1)} == {"offer.pdf", "people.vcf"}
    window.undo()
    assert desk.ask(files_of_counterpart, 1) == (), "one undo for all of them"
    window.go(Place("negotiation", negotiation, "meet"))
    assert dropped(window.current(), files[0])
    assert [line.name for line in desk.ask(files_of_negotiation, negotiation)] == ["offer.pdf"]
