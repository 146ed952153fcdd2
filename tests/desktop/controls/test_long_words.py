"""Long names and texts: nothing of them is cut off without a sign, and all of them can be read."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from negdesk.desktop.controls.labels import Body, ElidedLabel
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.long_words import in_lines
from tests.desktop.shield.seeing import painted

from .conftest import Show

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NAME = "Vereinigte Nordseeküsten-Mühlenbetriebsgesellschaft mit beschränkter Haftung & Co. Kommanditgesellschaft"


def test_a_word_longer_than_its_label_goes_on_in_the_next_line(show: Show) -> None:
    label = Body(WORD, wrap=True)
    show(label)
    label.setFixedWidth(160)
    QApplication.processEvents()
    assert label.heightForWidth(160) >= 4 * label.fontMetrics().height()
    assert label.text() == WORD, "who asks, or hears it, has the word as it was written"
    label.setText("short")
    assert (label.text(), label.accessibleName()) == ("short", "")


def test_a_word_longer_than_its_label_is_heard_as_it_was_written(show: Show) -> None:
    label = Body(wrap=True)
    label.setText(WORD)
    show(label)
    assert label.accessibleName() == WORD


def test_a_field_that_is_too_narrow_says_so_and_has_all_of_it_in_its_tool_tip(show: Show) -> None:
    field = LineField("Name", lambda _text: None)
    field.set_value(NAME)
    other = LineField("Other", lambda _text: None)
    window = show(field, other)
    window.resize(260, 120)
    other.focus_end()
    QApplication.processEvents()
    assert "…" in painted(field.edit)
    assert tip_of(field) == in_lines(NAME)
    field.focus_end()
    QApplication.processEvents()
    assert "…" not in painted(field.edit), "whoever writes in it sees what is written"
    window.resize(1200, 120)
    other.focus_end()
    QApplication.processEvents()
    assert "…" not in painted(field.edit) and tip_of(field) == ""


def tip_of(field: LineField) -> str:
    QToolTip.hideText()
    middle = field.edit.rect().center()
    QApplication.sendEvent(field.edit, QHelpEvent(QHelpEvent.Type.ToolTip, middle, field.edit.mapToGlobal(middle)))
    return QToolTip.text()


def test_a_tool_tip_is_no_wider_than_a_screen(show: Show) -> None:
    label = ElidedLabel(NAME * 5)
    show(label)
    assert len(label.toolTip().splitlines()) > 3
    assert max(len(line) for line in label.toolTip().splitlines()) <= 80
    assert "".join(label.toolTip().split()) == "".join((NAME * 5).split())


def test_what_a_person_wrote_is_no_markup_in_a_tool_tip(show: Show) -> None:
    label = ElidedLabel("<b>Bob</b> <img src='file:///etc/hostname'>" + NAME)
    show(label)
    QToolTip.showText(label.mapToGlobal(QPoint(2, 2)), label.toolTip(), label)
    [tip] = [each for each in QApplication.topLevelWidgets() if each.metaObject().className() == "QTipLabel"]
    assert isinstance(tip, QLabel)
    assert "&lt;b&gt;Bob&lt;/b&gt; &lt;img" in painted(tip)
    QToolTip.hideText()
