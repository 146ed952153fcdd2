"""One negotiation all the way, by keyboard alone, on a real file in a real window; then the file is opened again."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negdesk.desktop.launch import Session
from negdesk.domain.negotiation import Stage
from negdesk.opening import open_desk
from negdesk.queries.negotiation import negotiation_header
from negdesk.queries.plan import plan_sheet
from tests.journeys.person import ALT, CTRL, SHIFT, Key, Person

PRICE, VOLUME = ("610", "640", "685"), ("180", "160", "140")


def test_the_whole_way(qtbot: QtBot, session: Session, library: Path, tmp_path: Path) -> None:
    person = Person(qtbot, session, library)
    _make_a_counterpart(person)
    _begin_from_a_template(person)
    _fill_the_plan(person)
    _meet(person)
    _agree(person)
    paper = tmp_path / "summary.pdf"
    _export(person, paper)
    person.window.close()
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    for said in ("Oat flour", "Nordmill Foods", "648", "160", "Early forecast", "end the order"):
        assert said in text, said
    for private in ("685", "Second mill", "pays slowly"):
        assert private not in text, private
    desk = open_desk(library)
    header = desk.ask(negotiation_header, 1)
    assert header is not None and header.stage is Stage.AGREED
    counts = {
        table: desk.ask(lambda c, table=table: c.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # type: ignore[misc]  # binds the table
        for table in ("capture", "offer", "agreement_version", "promise", "log_entry")
    }
    assert counts["capture"] == 6 and counts["offer"] == 2 and counts["agreement_version"] == 1
    assert counts["promise"] >= 1 and counts["log_entry"] == 1
    desk.close()


def _make_a_counterpart(person: Person) -> None:
    person.press(Key.Key_N, CTRL | SHIFT)
    person.type("Nordmill Foods")
    person.press(Key.Key_Return)
    assert person.one("SELECT name FROM counterpart") == "Nordmill Foods"


def _begin_from_a_template(person: Person) -> None:
    person.press(Key.Key_N, CTRL)
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    person.type("Oat flour")
    while "upplier" not in _chosen_template():
        before = _chosen_template()
        person.press(Key.Key_Down)
        assert _chosen_template() != before, "the supplier template is not in the list"
    person.tab_to("With whom")
    assert person.focus().property("text") == "Nordmill Foods", "a new one on a counterpart's page is with them"
    person.tab_to("Currency")
    person.press(Key.Key_A, CTRL)
    person.type("EUR")
    person.press(Key.Key_Return)
    assert person.one("SELECT context FROM negotiation") == "supplier purchase"


def _chosen_template() -> str:
    dialog = QApplication.activeModalWidget()
    item = dialog.templates.currentItem()  # type: ignore[union-attr]  # the dialog of a new negotiation
    return item.text() if item is not None else ""


def _fill_the_plan(person: Person) -> None:
    person.write("For us", "A reliable year of flour")
    person.write("For them", "A predictable order book")
    while (spare := person.one("SELECT name FROM term ORDER BY position, id LIMIT 1 OFFSET 2")) is not None:
        person.tab_to(f"More about {spare}")
        person.press(Key.Key_Delete)
    for _ in range(2):
        person.tab_to("Opening")
        money = "EUR" in person.focus().accessibleName()
        for field, amount in zip(("Opening", "Target", "Walk-away"), PRICE if money else VOLUME, strict=True):
            person.write(field, amount)
            person.press(Key.Key_Tab)
    person.write("Add a give", "Early forecast")
    person.write("What we do instead", "Second mill")
    person.write("Who can sign for us", "Owner")
    person.write("Who can sign for them", "Ragna Holm")
    person.window.flush()
    ready = person.window.shell.desk.ask(plan_sheet, 1)
    assert ready is not None and ready.readiness is not None
    assert ready.readiness.ready, [gap.sentence for gap in ready.readiness.gaps]


def _meet(person: Person) -> None:
    person.press(Key.Key_Return, CTRL | SHIFT)
    assert person.one("SELECT started_at FROM meeting") is not None
    assert person.one("SELECT count(*) FROM checklist_item WHERE ticked_at IS NOT NULL") == 0
    person.press(Key.Key_Space)
    assert person.one("SELECT count(*) FROM checklist_item WHERE ticked_at IS NOT NULL") == 1
    person.type("Good season so far")
    person.press(Key.Key_Return)
    person.type("!pays slowly")
    person.press(Key.Key_Return)
    person.type("Early forecast")
    person.press(Key.Key_G, CTRL)
    person.press(Key.Key_A, ALT)
    assert person.one("SELECT state FROM ledger_item WHERE title = 'Early forecast'") == "accepted"
    person.type("Delivery every second week, for a year")
    person.press(Key.Key_T, CTRL)
    person.press(Key.Key_A, ALT)
    person.type("610, 180")
    person.press(Key.Key_O, CTRL)
    person.type("648, 160")
    person.press(Key.Key_O, CTRL | SHIFT)
    person.press(Key.Key_A, ALT)
    assert person.one("SELECT count(*) FROM offer WHERE state = 'accepted'") == 1
    person.press(Key.Key_Return, CTRL | SHIFT)
    person.press(Key.Key_Return, CTRL)
    assert person.one("SELECT ended_at FROM meeting WHERE started_at > ''") is None, "a meeting does not end in silence"
    person.type("Send the order")
    person.press(Key.Key_Return, CTRL)
    assert person.one("SELECT ended_at FROM meeting WHERE started_at > ''") is not None
    assert person.one("SELECT next_step FROM promise WHERE text = 'Send the order'") == 1


def _agree(person: Person) -> None:
    person.press(Key.Key_3, CTRL | ALT)
    for number in (Key.Key_1, Key.Key_2, Key.Key_3):
        person.press(number, CTRL)
    person.press(Key.Key_Return, CTRL | SHIFT)
    assert person.one("SELECT stage FROM negotiation") == "meeting"
    said = [label.text() for label in person.window.findChildren(QLabel) if "They can sign" in label.text()]
    assert any("in principle" in text for text in said), said
    person.tab_to("Agreed in principle")
    person.press(Key.Key_Space)
    assert person.one("SELECT stage FROM negotiation") == "agreed_in_principle"
    person.press(Key.Key_4, CTRL)
    person.press(Key.Key_Return, CTRL | SHIFT)
    person.qtbot.waitUntil(lambda: person.one("SELECT stage FROM negotiation") == "agreed")


def _export(person: Person, path: Path) -> None:
    person.press(Key.Key_E, CTRL)
    person.tab_to("Save as")
    person.press(Key.Key_A, CTRL)
    person.type(str(path))
    person.press(Key.Key_Return)
    person.qtbot.waitUntil(path.exists)  # it is made beside the window
