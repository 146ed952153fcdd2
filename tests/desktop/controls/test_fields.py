"""Fields save in time, never lose what was typed, and hold nothing while they are masked."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls import settling
from negdesk.desktop.controls.date_field import CalendarPopup
from negdesk.desktop.controls.fields import AmountField, ChoiceField, DateField, Field, LineField, TextField
from negdesk.desktop.controls.settling import SETTLE_MS, Settling
from negdesk.desktop.unsaved import unsaved_texts
from negdesk.domain.privacy import MASK
from negdesk.domain.refusal import Refusal

from .conftest import Show

TODAY = date(2026, 11, 23)


class Library:
    """What a screen does with a field: takes its text, or refuses, and tells it the new value."""

    def __init__(self, refuses: str = "") -> None:
        self.saved: list[str] = []
        self.refuses = refuses
        self.field: Field | None = None

    def take(self, text: str) -> None:
        """Save a text; the refused one with a sentence."""
        if self.refuses and self.refuses in text:
            raise Refusal("Write a number like 12.50.")
        self.saved.append(text)
        if self.field is not None:
            self.field.set_value(text.strip())


def type_into(qtbot: QtBot, field: Field, text: str) -> None:
    """Type at the end of a field's text."""
    field.focus_end()
    qtbot.waitUntil(field.editor.hasFocus)
    QTest.keyClicks(field.editor, text)


@pytest.mark.parametrize("kind", [LineField, TextField, AmountField])
def test_settles_a_moment_after_the_last_key(
    qtbot: QtBot, show: Show, kind: type[LineField | TextField]
) -> None:  # fmt: skip
    library = Library()
    field = kind("Name", library.take)
    show(field)
    type_into(qtbot, field, "610")
    assert field.pending
    assert library.saved == []
    qtbot.waitUntil(lambda: library.saved == ["610"], timeout=5 * SETTLE_MS)
    assert not field.pending


@pytest.mark.parametrize("kind", [LineField, TextField, AmountField])
def test_settles_at_once_when_left_and_on_flush(
    qtbot: QtBot, show: Show, kind: type[LineField | TextField]
) -> None:  # fmt: skip
    library = Library()
    field, other = kind("Name", library.take), QLineEdit()
    show(field, other)
    type_into(qtbot, field, "6")
    other.setFocus()
    assert library.saved == ["6"]
    type_into(qtbot, field, "1")
    field.flush()
    assert library.saved == ["6", "61"]
    field.flush()
    assert library.saved == ["6", "61"]


def test_enter_settles_and_tells(qtbot: QtBot, show: Show) -> None:
    library = Library()
    field = LineField("Name", library.take)
    show(field)
    type_into(qtbot, field, "Oat flour")
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert library.saved == ["Oat flour"]


def test_refused_text_stays_with_its_sentence_until_mended(qtbot: QtBot, show: Show) -> None:
    library = Library(refuses="abc")
    field, other = LineField("Price", library.take), QLineEdit()
    field.set_value("5")
    show(field, other)
    type_into(qtbot, field, "abc")
    other.setFocus()
    assert field.text() == "5abc"
    assert field.pending
    assert field.refusal == "Write a number like 12.50."
    assert field.edit.accessibleDescription() == "Write a number like 12.50."
    assert field.edit.property("refused") is True
    field.set_value("7")
    assert field.text() == "5abc"
    type_into(qtbot, field, "\b\b\b")
    field.flush()
    assert field.refusal == ""
    assert field.edit.accessibleDescription() == ""
    assert library.saved == ["5"]


def test_escape_gives_back_the_last_settled_value(qtbot: QtBot, show: Show) -> None:
    library = Library(refuses="abc")
    field = LineField("Price", library.take)
    field.set_value("5")
    show(field)
    type_into(qtbot, field, "abc")
    field.flush()
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.text() == "5"
    assert field.refusal == ""
    assert not field.pending


def test_any_other_error_keeps_the_text_pending(qtbot: QtBot, show: Show) -> None:
    def fail(_text: str) -> None:
        raise OSError

    field = LineField("Name", fail)
    show(field)
    type_into(qtbot, field, "x")
    with pytest.raises(OSError):  # noqa: PT011  # it is the test's own
        field.flush()
    assert field.pending
    field.settling.forget()


def test_the_librarys_word_is_shown_unless_something_is_being_typed(qtbot: QtBot, show: Show) -> None:
    library = Library()
    field, other = LineField("Name", library.take), QLineEdit()
    library.field = field
    show(field, other)
    type_into(qtbot, field, "Oat ")
    field.set_value("From elsewhere")
    assert field.text() == "Oat "
    field.flush()
    assert field.text() == "Oat ", "the space may be the first half of two words"
    type_into(qtbot, field, "flour ")
    other.setFocus()
    assert field.text() == "Oat flour"
    field.setFocus()
    field.set_value("Undone")
    assert field.text() == "Undone", "an undo shows at once, also in the field that has the cursor"


def test_masked_field_holds_nothing(qtbot: QtBot, show: Show) -> None:
    library = Library()
    field = LineField("Walk-away", library.take)
    field.set_value("685")
    show(field)
    type_into(qtbot, field, ".5")
    field.set_masked(True)
    assert library.saved == ["685.5"]
    assert field.edit.text() == MASK
    field.edit.undo()
    assert "685" not in field.edit.text()
    QTest.keyClicks(field.edit, "9")
    assert field.edit.text() == MASK
    field.set_value("")
    assert field.edit.text() == ""
    field.set_value("690")
    assert field.edit.text() == MASK
    field.set_masked(False)
    assert field.edit.text() == "690"


def test_what_was_refused_comes_back_after_the_mask(qtbot: QtBot, show: Show) -> None:
    field = LineField("Walk-away", Library(refuses="abc").take)
    show(field)
    type_into(qtbot, field, "abc")
    field.set_masked(True)
    assert field.edit.text() == ""
    field.set_masked(False)
    assert field.text() == "abc"
    assert field.pending
    field.forget()


def test_what_is_given_up_under_the_mask_shows_nothing_and_does_not_come_back(qtbot: QtBot, show: Show) -> None:
    field = LineField("Walk-away", Library(refuses="abc").take)
    field.set_value("685")
    show(field)
    type_into(qtbot, field, "abc")
    field.set_masked(True)
    assert field.forget(), "there was something to give up"
    assert field.edit.text() == MASK
    assert not field.unkept_text()
    field.set_masked(False)
    assert field.text() == "685" and not field.pending


def test_text_field_grows_and_stays_plain(show: Show) -> None:
    field = TextField("Note", Library().take)
    show(field)
    low = field.edit.height()
    field.set_value("<b>one</b>\ntwo\nthree")
    assert field.edit.height() > low + 30
    assert field.text().startswith("<b>")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.text().count("\n") == 3
    field.forget()


def test_single_text_field_settles_on_enter_and_pastes_one_line(show: Show) -> None:
    library = Library()
    field = TextField("Title", library.take, single=True)
    show(field)
    field.focus_end()
    pasted = QMimeData()
    pasted.setText("two\nlines")
    field.edit.insertFromMimeData(pasted)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert library.saved == ["two lines"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2 Dec", date(2026, 12, 2)), ("2.12.2026", date(2026, 12, 2)), ("2027-01-05", date(2027, 1, 5)), ("", None)],
)
def test_date_field_reads_days(show: Show, typed: str, day: date | None) -> None:
    taken: list[date | None] = []
    field = DateField("By", taken.append, today=lambda: TODAY)
    field.set_day(date(2026, 11, 30))
    show(field)
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, typed or "\b")
    field.flush()
    assert taken == [day]
    assert field.day() == day


def test_date_field_refuses_what_is_no_day(qtbot: QtBot, show: Show) -> None:
    taken: list[date | None] = []
    field = DateField("By", taken.append, today=lambda: TODAY)
    show(field)
    type_into(qtbot, field, "soonish")
    field.flush()
    assert taken == []
    assert "soonish" in field.refusal
    field.forget()


@pytest.mark.usefixtures("qapp")
@given(st.dates(date(1990, 1, 1), date(2150, 12, 31)))
@settings(deadline=None, max_examples=80)
def test_date_field_reads_back_what_it_writes(day: date) -> None:
    field = DateField("By", lambda _day: None, today=lambda: TODAY)
    field.set_day(day)
    assert field.day() == day
    field.deleteLater()


def test_alt_down_opens_a_calendar_that_picks(qtbot: QtBot, show: Show) -> None:
    taken: list[date | None] = []
    field = DateField("By", taken.append, today=lambda: TODAY)
    show(field)
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    qtbot.waitUntil(popup.isVisible)
    assert popup.calendar.selectedDate().toPython() == TODAY
    popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(1))
    assert taken == [date(2026, 11, 24)]
    assert field.text() == "24 Nov"


def test_choice_settles_at_once_and_ignores_the_same(show: Show) -> None:
    taken: list[str] = []
    field = ChoiceField("Priority", [("must", "Must"), ("wish", "Wish")], taken.append)
    field.set_value("must")
    show(field)
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert taken == ["wish"]
    assert field.value() == "wish"
    field.set_masked(True)
    assert field.edit.currentText() == ""
    field.set_masked(False)
    assert field.value() == "wish"


def test_a_masked_choice_is_as_wide_as_its_mark(show: Show) -> None:
    field = ChoiceField("Reminders", [("on", ""), ("off", "Off")], lambda _key: None)
    field.set_value("on")
    show(field)
    bare = field.edit.sizeHint().width()
    field.set_masked(True)
    assert field.edit.sizeHint().width() == bare + QFontMetrics(field.edit.font()).horizontalAdvance(MASK)
    field.set_masked(False)
    assert field.edit.sizeHint().width() == bare


class Holder:
    """An editor without a window, for the model test."""

    def __init__(self) -> None:
        self.text = ""
        self.library = ""
        self.settling: Settling | None = None

    def show(self, text: str) -> None:
        """The field shows the library's word."""
        self.text = text

    def save(self, text: str) -> None:
        """The library takes all but what has a question mark, and trims it."""
        if "?" in text:
            raise Refusal("No question mark here.")
        self.library = text.strip()
        if self.settling is not None:
            self.settling.offer(self.library, True)


ACTIONS = st.one_of(
    st.tuples(st.just("type"), st.text("ab ?", max_size=3)), st.tuples(st.just("elsewhere"), st.text("cd", max_size=3)),
    st.tuples(st.sampled_from(["settle", "leave", "escape"]), st.just("")),
)  # fmt: skip


@pytest.mark.usefixtures("qapp")
@given(st.lists(ACTIONS, max_size=25))
@settings(deadline=None)
def test_nothing_typed_is_lost_and_nothing_stale_is_shown(actions: list[tuple[str, str]]) -> None:
    holder, owner = Holder(), QObject()
    settling = Settling(owner, lambda: holder.text, holder.show, holder.save)
    holder.settling = settling
    for action, text in actions:
        typed = holder.text
        match action:
            case "type":
                holder.text = text
                settling.typed()
            case "elsewhere":
                was_pending = settling.pending
                holder.library = text
                settling.offer(text, False)
                assert holder.text == (typed if was_pending else text)
            case "settle":
                settling.settle()
                assert settling.pending == bool(settling.refusal)
                assert holder.text == typed
            case "leave":
                settling.left()
                assert holder.text == (typed if settling.pending else holder.library)
            case _:
                settling.forget()
                assert holder.text == holder.library
                assert not settling.pending


def test_what_a_full_disk_refused_is_saved_under_the_mask_as_soon_as_there_is_room(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "TRY_AGAIN_MS", 20)
    full = True
    saved: list[str] = []

    def take(text: str) -> None:
        if full:
            raise Refusal("The disk is full.", offers="try again")
        saved.append(text)

    field = LineField("Walk-away", take)
    window = show(field)
    type_into(qtbot, field, "685")
    field.set_masked(True)
    qtbot.wait(100)
    assert unsaved_texts(window) == ["685"], "whoever closes the window is asked"
    assert "685" not in field.edit.text() + field.edit.accessibleDescription() and not field.refusal
    full = False
    qtbot.waitUntil(lambda: saved == ["685"])
    assert unsaved_texts(window) == []
    field.set_masked(False)
    assert field.text() == "685" and not field.pending
    qtbot.wait(60)
    assert saved == ["685"], "once is enough"
