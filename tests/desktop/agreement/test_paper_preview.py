"""The page beside what it is made of: live, never another negotiation's, and nothing private under the shield."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from negdesk import documents
from negdesk.commands import ledger, log, negotiation
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.agreement.paper_pages import render
from negdesk.desktop.agreement.paper_preview import SHAREABLE, PaperPreview
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.ledger import LedgerState
from tests.desktop.agreement.test_agree_panel import CTRL, shown


@pytest.fixture
def preview(panel: AgreePanel, qtbot: QtBot) -> PaperPreview:
    """The preview with its first page."""
    qtbot.waitUntil(lambda: panel.preview.has_page)
    return panel.preview


def page(preview: PaperPreview) -> QScrollArea:
    found = preview.findChild(QScrollArea)
    assert isinstance(found, QScrollArea)
    return found


def picture(preview: PaperPreview) -> bytes:
    assert preview.pages is not None
    return bytes(preview.pages.images[0].constBits())


def test_the_page_is_there_with_its_number_and_size(preview: PaperPreview) -> None:
    assert preview.kind == "agreement"
    assert "Page 1 of 1 · " in shown(preview)


def test_it_follows_a_change_and_the_old_page_stays_until_then(
    qtbot: QtBot, desk: Desk, oats: int, preview: PaperPreview
) -> None:
    before = picture(preview)
    get = desk.do(ledger.add_get, oats, "Quality certificate")
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    assert preview.has_page and picture(preview) == before
    qtbot.waitUntil(lambda: picture(preview) != before)


def test_another_negotiation_never_stands_beside_the_page_of_the_one_before(
    qtbot: QtBot, desk: Desk, window: MainWindow, preview: PaperPreview
) -> None:
    before = picture(preview)
    other = desk.do(negotiation.new_negotiation, "Pallets")
    window.shell.go(Place("negotiation", other, "agree"))
    assert not preview.has_page
    qtbot.waitUntil(lambda: preview.has_page)
    assert picture(preview) != before


@pytest.mark.parametrize("kind", ["gives-gets", "brief", "ledger", "log"])
def test_each_paper_can_be_looked_at(qtbot: QtBot, preview: PaperPreview, kind: str) -> None:
    preview.choose(kind)
    assert not preview.has_page
    qtbot.waitUntil(lambda: preview.has_page)


def test_the_shield_takes_a_private_page_away_at_once_and_gives_it_back(
    qtbot: QtBot, window: MainWindow, preview: PaperPreview
) -> None:
    preview.choose("brief")
    qtbot.waitUntil(lambda: preview.has_page)
    window.shell.set_shield(True)
    assert not preview.has_page and preview.pages is None
    assert "private papers are hidden" in shown(preview)
    window.shell.set_shield(False)
    qtbot.waitUntil(lambda: preview.has_page)


def test_a_private_page_that_was_being_made_when_the_shield_came_does_not_show(
    qtbot: QtBot, window: MainWindow, preview: PaperPreview
) -> None:
    preview.choose("ledger")
    window.shell.set_shield(True)
    qtbot.wait(400)
    assert not preview.has_page and "private papers are hidden" in shown(preview)
    preview.choose("gives-gets")
    qtbot.waitUntil(lambda: preview.has_page)


def test_those_which_the_shield_leaves_are_those_for_them() -> None:
    kinds = documents.export.PaperKind
    assert {kind.value for kind in kinds if not kind.private} == set(SHAREABLE)


def test_keys_change_the_size_from_anywhere_in_the_step(qtbot: QtBot, panel: AgreePanel, preview: PaperPreview) -> None:
    def percent() -> int:
        said = next(text for text in shown(preview).splitlines() if text.startswith("Page 1 of"))
        return int(said.split("· ")[1].split()[0])

    first = percent()
    QTest.keyClick(panel, Qt.Key.Key_Plus, CTRL)
    qtbot.waitUntil(lambda: percent() > first)
    QTest.keyClick(panel, Qt.Key.Key_0, CTRL)
    qtbot.waitUntil(lambda: percent() == first)
    QTest.keyClick(page(preview), Qt.Key.Key_Minus, CTRL)
    qtbot.waitUntil(lambda: percent() < first)


def test_page_down_turns_the_pages_and_the_number_follows(
    qtbot: QtBot, desk: Desk, window: MainWindow, oats: int, preview: PaperPreview
) -> None:
    who = desk.ask(lambda c: int((c.execute("SELECT min(id) FROM counterpart").fetchone() or (0,))[0]))
    for number in range(120):
        desk.do(log.write_entry, who, f"Talked about the harvest, call {number}")
    preview.choose("log")
    qtbot.waitUntil(lambda: preview.has_page)
    assert "Page 1 of " in shown(preview)
    for _ in range(4):
        QTest.keyClick(page(preview), Qt.Key.Key_PageDown)
    assert "Page 1 of " not in shown(preview)
    QTest.keyClick(page(preview), Qt.Key.Key_PageUp)


def test_what_cannot_be_made_is_said_and_the_next_one_can(
    qtbot: QtBot, preview: PaperPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(documents.export, "paper_of", broken)
        preview.choose("gives-gets")
        qtbot.waitUntil(lambda: "could not be made" in shown(preview))
    preview.choose("agreement")
    qtbot.waitUntil(lambda: preview.has_page)


def test_a_picture_is_as_sharp_as_the_screen(desk: Desk, oats: int) -> None:
    paper = documents.export.make_paper(desk.ask, "agreement", str(oats))
    (one,), points = render(paper.data, lambda width: 500 * 2 / width)
    assert abs(one.width() - 1000) <= 1 and round(points) == 595
    letter = documents.export.make_paper(desk.ask, "agreement", str(oats), page="Letter")
    assert round(render(letter.data, lambda _width: 1.0)[1]) == 612
