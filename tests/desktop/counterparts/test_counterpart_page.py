"""The page of a counterpart as a person uses it: by keys, on a real file."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.counterparts.about_cards import FIRST
from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.counterparts.entry_editor import EntryEditor
from negdesk.desktop.counterparts.entry_row import EntryRow
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind, EntryKind
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK
from negdesk.storage.clock import frozen, now
from tests.desktop.counterparts.conftest import NOON
from tests.desktop.showing import cursor, press

CONTROL = Qt.KeyboardModifier.ControlModifier


def say(text: str) -> None:
    QTest.keyClicks(cursor(), text)


def retype(text: str) -> None:
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_Backspace)
    say(text)


def log_of(desk: Desk, columns: str = "kind, text") -> list[tuple[object, ...]]:
    return desk.ask(
        lambda c: c.execute(f"SELECT {columns} FROM log_entry WHERE binned_at IS NULL ORDER BY id").fetchall()
    )


def rows(screen: CounterpartScreen) -> list[EntryRow]:
    return [row for row in screen.log.list.rows() if isinstance(row, EntryRow)]


def editor_of(row: EntryRow) -> EntryEditor:
    assert row.editor is not None
    return row.editor


def closed(row: EntryRow) -> bool:
    return row.editor is None


def write(desk: Desk, number: int, text: str = "Called", **values: object) -> int:
    return desk.do(commands.log.write_entry, number, text, **values)  # type: ignore[arg-type]  # named by each test


def test_the_cursor_is_in_the_line_and_enter_writes(screen: CounterpartScreen, desk: Desk) -> None:
    assert cursor() is screen.log_line.line
    say("Wants forecasts earlier")
    press(Qt.Key.Key_Return)
    assert log_of(desk) == [("note", "Wants forecasts earlier")]
    assert screen.log_line.line.text() == ""
    assert cursor() is screen.log_line.line
    assert len(rows(screen)) == 1


def test_the_kind_is_chosen_by_keys_and_by_its_word(screen: CounterpartScreen, desk: Desk) -> None:
    say("x")
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Up, CONTROL)
    press(Qt.Key.Key_Return)
    say("gave: the name of an insurer")
    press(Qt.Key.Key_Return)
    say("at ten: the usual")
    press(Qt.Key.Key_Up, CONTROL)
    press(Qt.Key.Key_Return)
    assert log_of(desk) == [("call", "x"), ("gave", "the name of an insurer"), ("got", "at ten: the usual")]


def test_day_rapport_worth_and_negotiation_go_with_the_entry(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    deal = desk.do(commands.negotiation.new_negotiation, "Oats", counterpart_ids=[ana])
    say("got: free freight")
    details = screen.log_line.details
    assert details.value.isVisible()
    details.rapport.setFocus()
    press(Qt.Key.Key_4)
    details.value.setFocus()
    press(Qt.Key.Key_3)
    details.day.editor.setFocus()
    say("12 Nov")
    details.negotiation.set_value(str(deal))
    press(Qt.Key.Key_Return)
    assert log_of(desk, "kind, text, happened_on, rapport, value, negotiation_id") == [
        ("got", "free freight", "2026-11-12", 4, 3, deal)
    ]
    assert cursor() is screen.log_line.line
    assert not details.isVisible(), "with nothing typed there is only the line"


def test_a_day_that_is_none_is_said_and_nothing_is_lost(screen: CounterpartScreen, desk: Desk) -> None:
    say("Called")
    screen.log_line.details.day.editor.setFocus()
    say("someday")
    press(Qt.Key.Key_Return)
    assert "someday" in screen.log_line.details.day.refusal
    assert log_of(desk) == []
    assert screen.log_line.line.text() == "Called"
    screen.log_line.details.day.editor.setFocus()
    retype("yesterday")
    press(Qt.Key.Key_Return)
    assert log_of(desk, "text, happened_on") == [("Called", "2026-11-22")]


def test_what_could_not_be_written_waits_at_its_counterpart(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    ben = desk.do(commands.counterpart.add_counterpart, "Ben")
    say("Called")
    screen.log_line.details.day.editor.setFocus()
    say("someday")
    screen.flush()
    screen.show_place(Place("counterpart", ben))
    assert screen.log_line.line.text() == ""
    screen.show_place(Place("counterpart", ana))
    assert (screen.log_line.line.text(), screen.log_line.details.day.text()) == ("Called", "someday")
    assert log_of(desk) == []


def test_an_entry_is_edited_in_its_place(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    it = write(desk, ana, "Caled", kind=EntryKind.CALL, happened_on=date(2026, 11, 14))
    press(Qt.Key.Key_Down)
    (row,) = rows(screen)
    assert cursor() is row
    press(Qt.Key.Key_Return)
    retype("Called, and well")
    press(Qt.Key.Key_Down, CONTROL)
    editor_of(row).details.rapport.setFocus()
    press(Qt.Key.Key_5)
    editor_of(row).details.day.editor.setFocus()
    retype("13 Nov")
    press(Qt.Key.Key_Return)
    assert log_of(desk, "id, text, kind, rapport, happened_on") == [
        (it, "Called, and well", "message", 5, "2026-11-13")
    ]
    press(Qt.Key.Key_Escape)
    assert closed(row)
    assert cursor() is row
    assert "Called, and well" in row.accessibleName()


def test_the_editor_closes_when_the_cursor_goes_and_saves_first(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    write(desk, ana, "Called")
    (row,) = rows(screen)
    row.edit()
    retype("Called twice")
    screen.log_line.line.setFocus()
    assert closed(row)
    assert log_of(desk) == [("note", "Called twice")]


def test_an_entry_without_words_is_refused_in_its_place(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    write(desk, ana, "Called")
    (row,) = rows(screen)
    row.edit()
    retype("")
    screen.log_line.line.setFocus()
    assert not closed(row), "what was refused is not closed away"
    assert editor_of(row).text.refusal
    assert log_of(desk) == [("note", "Called")]
    editor_of(row).text.focus_end()
    press(Qt.Key.Key_Escape)
    assert closed(row)


def test_delete_moves_an_entry_to_the_bin_and_undo_gives_it_back(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    write(desk, ana, "First", happened_on=date(2026, 1, 1))
    write(desk, ana, "Second", happened_on=date(2026, 2, 1))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    assert log_of(desk) == [("note", "First")]
    (left,) = rows(screen)
    assert cursor() is left
    desk.undo()
    assert len(rows(screen)) == 2


def test_name_and_job_title_are_edited_in_the_head(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    screen.head.name.focus_end()
    retype("Ana Ruiz Vega")
    press(Qt.Key.Key_Return)
    screen.head.job_title.focus_end()
    retype("Head of buying")
    press(Qt.Key.Key_Return)
    held = desk.ask(lambda c: c.execute("SELECT name, job_title FROM counterpart").fetchall())
    assert held == [("Ana Ruiz Vega", "Head of buying")]


def test_a_refused_name_does_not_stand_at_another_counterpart(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    ben = desk.do(commands.counterpart.add_counterpart, "Ben")
    screen.head.name.focus_end()
    retype("")
    press(Qt.Key.Key_Return)
    assert screen.head.name.refusal
    screen.show_place(Place("counterpart", ben))
    assert (screen.head.name.text(), screen.head.name.refusal) == ("Ben", "")
    screen.flush()
    names = desk.ask(lambda c: c.execute("SELECT name FROM counterpart ORDER BY id").fetchall())
    assert names == [("Ana Ruiz",), ("Ben",)]


def test_details_are_saved_as_they_are_typed(screen: CounterpartScreen, desk: Desk) -> None:
    screen.details.field("email").focus_end()
    say("ana@mill.example")
    press(Qt.Key.Key_Return)
    days = screen.details.field("quiet_after_days")
    for typed, refused in (("soon", True), ("99999999999999999999", True), ("0", True), ("30", False)):
        days.focus_end()
        retype(typed)
        press(Qt.Key.Key_Return)
        assert bool(days.refusal) == refused, typed
    held = desk.ask(lambda c: c.execute("SELECT email, quiet_after_days FROM counterpart").fetchall())
    assert held == [("ana@mill.example", 30)]


def test_an_organisation_gets_people_and_keeps_its_kind_while_it_has_some(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    screen.details.kind.edit.setCurrentIndex(1)
    screen.details.kind.edit.activated.emit(1)
    assert screen.people.add is not None and screen.people.add.isVisible()
    screen.people.add.edit.setFocus()
    say("Ben")
    press(Qt.Key.Key_Return)
    held = desk.ask(lambda c: c.execute("SELECT name, kind, organisation_id FROM counterpart ORDER BY id").fetchall())
    assert held == [("Ana Ruiz", "organisation", None), ("Ben", "person", ana)]
    screen.details.kind.edit.setCurrentIndex(0)
    screen.details.kind.edit.activated.emit(0)
    assert "Somebody belongs" in screen.details.kind.refusal


def test_a_person_is_given_an_organisation(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    mill = desk.do(commands.counterpart.add_counterpart, "Nordmill", CounterpartKind.ORGANISATION)
    choice = screen.details.organisation.edit
    choice.setCurrentIndex(choice.findData(str(mill)))
    choice.activated.emit(choice.currentIndex())
    assert desk.ask(lambda c: c.execute("SELECT organisation_id FROM counterpart WHERE id = ?", (ana,)).fetchone()) == (
        mill,
    )


def test_of_many_people_the_first_are_shown_and_the_others_by_a_key(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    desk.do(commands.counterpart.edit_counterpart, ana, kind=CounterpartKind.ORGANISATION)
    for number in range(FIRST + 3):
        desk.do(commands.counterpart.add_counterpart, f"Person {number:02}", organisation_id=ana)
    assert len(screen.people.list.rows()) == FIRST
    assert screen.people.more.text() == "Show 3 more"
    screen.people.more.setFocus()
    press(Qt.Key.Key_Return)
    assert len(screen.people.list.rows()) == FIRST + 3
    assert not screen.people.more.isVisible()
    assert cursor() is screen.people.list.rows()[FIRST], "the first of those that came"
    desk.do(commands.counterpart.add_counterpart, "Zoe", organisation_id=ana)
    assert len(screen.people.list.rows()) == FIRST + 4, "they stay shown"
    ben = desk.do(commands.counterpart.add_counterpart, "Ben")
    screen.show_place(Place("counterpart", ben))
    screen.show_place(Place("counterpart", ana))
    assert len(screen.people.list.rows()) == FIRST


def test_to_the_bin_and_back(screen: CounterpartScreen, shell: Shell, desk: Desk, ana: int) -> None:
    went: list[Place] = []
    shell.went.connect(went.append)
    remove = next(each for each in screen.details.findChildren(QPushButton) if each.text() == "Move to the bin")
    remove.setFocus()
    press(Qt.Key.Key_Space)
    assert went == [Place("counterparts")]
    screen.show_place(Place("counterpart", ana))
    assert screen.bin_note.give_back.isVisible()
    screen.bin_note.give_back.setFocus()
    press(Qt.Key.Key_Return)
    assert not screen.bin_note.give_back.isVisible()
    assert desk.ask(lambda c: c.execute("SELECT binned_at FROM counterpart").fetchall()) == [(None,)]


def texts_of(screen: QWidget) -> str:
    """All that a screen shows, and says to those who cannot see it."""
    said = []
    for widget in screen.findChildren(QWidget):
        if not widget.isVisibleTo(screen):
            continue
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        for name in ("text", "toPlainText"):
            text = getattr(widget, name, None)
            said.append(str(text()) if callable(text) else "")
    return "\n".join(said)


def test_under_the_shield_nothing_private_is_in_any_widget(
    screen: CounterpartScreen, shell: Shell, desk: Desk, ana: int
) -> None:
    write(desk, ana, "A secret word", kind=EntryKind.GAVE, happened_on=date(2026, 11, 12), rapport=4, value=2)
    desk.do(commands.counterpart.edit_counterpart, ana, email="secret@mill.example", what_matters="Secret Sundays")
    desk.do(commands.promise.add_promise, Side.US, "A secret promise", counterpart_id=ana)
    rows(screen)[0].edit()
    assert "secret" in texts_of(screen).lower()
    shell.set_shield(True)
    shown = texts_of(screen)
    for private in ("secret", "12 Nov", "rapport 4", "1 open", "11 days", "Gave\n"):
        assert private.lower() not in shown.lower(), private
    assert "Ana Ruiz" in shown and MASK in shown
    (row,) = rows(screen)
    assert closed(row)
    row.take_cursor()
    press(Qt.Key.Key_Return)
    assert closed(row), "what is hidden is not edited"
    shell.set_shield(False)
    assert "A secret word" in texts_of(screen)


def test_all_of_it_is_there_when_the_file_is_opened_again(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    with frozen(NOON):
        say("meeting: at the mill")
        press(Qt.Key.Key_Return)
    again = CounterpartScreen(Shell(desk, now))
    again.show_place(Place("counterpart", ana))
    assert [row.accessibleName() for row in rows(again)] == ["23 Nov, Meeting, at the mill"]
    again.deleteLater()


def test_every_line_of_text_can_be_reached_by_tab(screen: CounterpartScreen) -> None:
    fields = [each for each in screen.findChildren(QLineEdit) if each.isVisibleTo(screen)]
    assert fields and all(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in fields)


def test_an_entry_that_the_filter_leaves_out_is_said_to_be_written(
    qtbot: QtBot, screen: CounterpartScreen, shell: Shell, desk: Desk
) -> None:
    said: list[tuple[str, str]] = []
    shell.said_with.connect(lambda sentence, button, _do: said.append((sentence, button)))
    say("call: asked about rye")
    press(Qt.Key.Key_Return)
    screen.log.filter.kind.set_value("call")
    screen.refresh(None)
    say("call: asked again")
    press(Qt.Key.Key_Return)
    assert said == []
    with qtbot.waitSignal(shell.said_with) as blocked:
        say("note: likes tea")
        press(Qt.Key.Key_Return)
    assert said == [("Written. The filter of the log does not show it.", "Show all")]
    assert [row.row_id for row in rows(screen)] == [2, 1]
    blocked.args[2]()
    assert [row.row_id for row in rows(screen)] == [3, 2, 1]
    assert len(log_of(desk)) == 3
