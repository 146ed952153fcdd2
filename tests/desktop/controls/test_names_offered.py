"""Names that are offered under a line: found as a search finds them, and at once among very many."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls.names_offered import MOST_OFFERED, NamesOffered

Offer = Callable[..., QLineEdit]


@pytest.fixture
def offer(qtbot: QtBot) -> Offer:
    def offered(*names: str) -> QLineEdit:
        line = QLineEdit()
        qtbot.addWidget(line)
        line.names = NamesOffered(line)  # type: ignore[attr-defined]  # it lives as long as its line
        line.names.offer(names)  # type: ignore[attr-defined]
        line.show()
        line.activateWindow()
        line.setFocus()
        return line

    return offered


def shown(line: QLineEdit) -> list[str]:
    """What stands in the list; nothing where it is not open."""
    completer = line.completer()
    assert completer is not None
    names = completer.popup()
    assert names is not None
    if not names.isVisible():
        return []
    return [names.model().index(row, 0).data() for row in range(names.model().rowCount())]


@pytest.mark.parametrize("typed", ["jorg", "JÖRG", "akesson", "sson jo", "Jorg Å"])
def test_a_name_is_found_with_or_without_accents_and_by_any_of_its_words(offer: Offer, typed: str) -> None:
    line = offer("Ana Ruiz", "Jörg Åkesson", "Mara Lindqvist")
    QTest.keyClicks(line, typed)
    assert shown(line) == ["Jörg Åkesson"]


def test_what_nobody_is_called_offers_nothing_and_a_letter_less_does_again(offer: Offer) -> None:
    line = offer("Ana Ruiz", "Ana Silva")
    QTest.keyClicks(line, "anax")
    assert shown(line) == []
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert shown(line) == ["Ana Ruiz", "Ana Silva"]
    for _ in "ana":
        QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert shown(line) == []


def test_among_very_many_the_list_stays_short(offer: Offer) -> None:
    line = offer(*(f"Person {number:05}" for number in range(100_000)), "Zoë Last")
    QTest.keyClicks(line, "p")
    assert len(shown(line)) == MOST_OFFERED
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, "zoe")
    assert shown(line) == ["Zoë Last"]
