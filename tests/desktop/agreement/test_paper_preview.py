"""The page beside what it is made of: live, never another negotiation's, and nothing private under the shield."""

from io import BytesIO
from multiprocessing import active_children
from time import monotonic, sleep
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from negdesk import documents
from negdesk.commands import ledger, log, meeting, negotiation
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.agreement.paper_pages import Blank, hits, render
from negdesk.desktop.agreement.paper_preview import PaperPreview
from negdesk.desktop.agreement.paper_view import SHAREABLE
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import LAMPS
from tests.desktop.agreement.test_agree_panel import CTRL, shown
from tests.desktop.showing import press


def page(preview: PaperPreview) -> QScrollArea:
    found = preview.findChild(QScrollArea)
    assert isinstance(found, QScrollArea)
    return found


def picture(preview: PaperPreview) -> bytes:
    assert preview.pages is not None
    first = preview.pages.images[0]
    assert isinstance(first, QImage)
    return bytes(first.constBits())


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


def test_what_was_found_in_a_private_page_just_before_the_shield_came_is_not_told(
    qtbot: QtBot, window: MainWindow, preview: PaperPreview
) -> None:
    preview.choose("brief")
    qtbot.waitUntil(lambda: preview.has_page)
    QTest.keyClicks(preview.tools.line, "canary")
    preview._press._press.submit(lambda: None).result()  # it is found, and the window has not heard of it
    window.shell.set_shield(True)
    qtbot.wait(50)
    assert "1 of" not in shown(preview.tools)
    assert "not in this paper" not in shown(preview.tools), "there is none to look in"
    assert preview.tools.line.accessibleDescription() == ""


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


def test_closing_while_a_long_log_is_made_for_the_eyes_ends_its_process(
    qtbot: QtBot, window: MainWindow, preview: PaperPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents.paper_making, "LONG_LOG", 0)
    preview.choose("log")
    qtbot.waitUntil(lambda: bool(active_children()))
    window.close()
    qtbot.waitUntil(lambda: active_children() == [])
    assert preview.pages is None


def test_a_picture_is_as_sharp_as_the_screen(desk: Desk, oats: int) -> None:
    paper = documents.export.make_paper(desk.ask, "agreement", str(oats))
    (one,), points = render(paper.data, lambda width: 500 * 2 / width)
    assert abs(one.width() - 1000) <= 1 and round(points) == 595
    letter = documents.export.make_paper(desk.ask, "agreement", str(oats), page="Letter")
    assert round(render(letter.data, lambda _width: 1.0)[1]) == 612


def test_a_text_is_found_in_the_paper_and_enter_goes_on(qtbot: QtBot, preview: PaperPreview) -> None:
    QTest.keyClicks(preview.tools.line, "forecast")
    qtbot.waitUntil(lambda: "1 of " in shown(preview.tools))
    QTest.keyClicks(preview.tools.line, " zzz")
    qtbot.waitUntil(lambda: "not in this paper" in shown(preview.tools))
    QTest.keyClick(preview.tools.line, Qt.Key.Key_Escape)
    assert preview.tools.line.text() == ""


def test_an_edit_leaves_one_at_the_hit_and_where_one_looks(
    qtbot: QtBot, desk: Desk, oats: int, panel: AgreePanel, preview: PaperPreview
) -> None:
    for number in range(40):
        desk.do(ledger.set_state, desk.do(ledger.add_get, oats, f"Certificate {number}"), LedgerState.ACCEPTED)
    for _ in range(4):
        QTest.keyClick(panel, Qt.Key.Key_Plus, CTRL)
    qtbot.waitUntil(lambda: "Page 1 of 2" in shown(preview))
    QTest.keyClicks(preview.tools.line, "Certificate")
    qtbot.waitUntil(lambda: "1 of 40" in shown(preview.tools))
    for _ in range(20):
        QTest.keyClick(preview.tools.line, Qt.Key.Key_Return)
    assert "21 of 40" in shown(preview.tools)
    across, down = page(preview).horizontalScrollBar(), page(preview).verticalScrollBar()
    assert across.value() > 0 and down.value() > 0, "the hit is brought into view"
    place = across.value(), down.value()
    desk.do(ledger.set_state, desk.do(ledger.add_get, oats, "Certificate at last"), LedgerState.ACCEPTED)
    qtbot.waitUntil(lambda: "21 of 41" in shown(preview.tools))
    assert (across.value(), down.value()) == place


def test_in_the_narrowest_window_what_is_looked_for_can_be_read_beside_how_often_it_is_there(
    qtbot: QtBot, window: MainWindow, preview: PaperPreview
) -> None:
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: preview.has_page and preview.width() < 400)
    tools = preview.tools
    for words, told in (("forecast", "1 of 1"), ("no such", "none")):
        tools.line.clear()
        QTest.keyClicks(tools.line, words)
        qtbot.waitUntil(lambda told=told: told in shown(preview))  # type: ignore[misc]  # mypy knows no such default
        assert tools.line.fontMetrics().horizontalAdvance(words) <= tools.line.width() - 24
        for button in tools.buttons.values():
            assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
            assert button.geometry().right() < tools.width()


def test_hits_lie_where_the_text_stands(desk: Desk, oats: int) -> None:
    paper = documents.export.make_paper(desk.ask, "agreement", str(oats))
    (title, *_rest) = hits(paper.data, "summary OF")
    x, y, wide, high = title.boxes[0]
    assert title.page == 0 and 0.08 < x < 0.1 and 0.05 < y < 0.09 and wide < 0.5 and high < 0.03
    assert hits(paper.data, " ") == () == hits(paper.data, "no such words")


def test_of_a_long_paper_only_the_pages_near_are_drawn(desk: Desk, oats: int) -> None:
    who = desk.ask(lambda c: int((c.execute("SELECT min(id) FROM counterpart").fetchone() or (0,))[0]))
    for number in range(12):
        desk.do(log.write_entry, who, f"Call {number}. " + "Talked about the harvest at length. " * 60)
    paper = documents.export.make_paper(desk.ask, "log", str(who))
    pages, _ = render(paper.data, lambda _points: 0.5, near=0)
    assert len(pages) > 4
    assert [isinstance(each, Blank) for each in pages] == [number > 3 for number in range(len(pages))]
    drawn, _ = render(paper.data, lambda _points: 0.5, near=len(pages) - 1)
    assert (drawn[-1].width(), drawn[-1].height()) == (pages[-1].width(), pages[-1].height())


def test_what_changed_is_marked_by_a_key_live_and_only_where_there_was_a_version(
    qtbot: QtBot, desk: Desk, oats: int, window: MainWindow, panel: AgreePanel, preview: PaperPreview
) -> None:
    def text() -> str:
        return "".join(PdfReader(BytesIO(preview.pages.paper.data)).pages[0].extract_text()) if preview.pages else ""

    marks = preview.findChild(QCheckBox)
    assert isinstance(marks, QCheckBox) and not marks.isVisible() and "mark_changes" not in panel.handlers()
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, oats, side, kind, True)
    panel.mark_agreed()
    window.flush()
    panel.open_again()
    get = desk.do(ledger.add_get, oats, "Quality certificate")
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    qtbot.waitUntil(lambda: "Quality certificate" in text())
    assert marks.isVisible() and not marks.isChecked() and "Changed since" not in text()
    QTest.keyClick(panel, Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "Changed since version 1" in text())
    assert marks.isChecked()
    preview.choose("gives-gets")
    qtbot.waitUntil(lambda: preview.has_page)
    assert not marks.isVisible()
    preview.choose("agreement")
    qtbot.waitUntil(lambda: "Changed since version 1" in text())
    marks.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Quality certificate" in text() and "Changed since" not in text())


def test_no_frame_is_without_its_page_and_the_place_and_size_stay(
    qtbot: QtBot, desk: Desk, oats: int, panel: AgreePanel, preview: PaperPreview
) -> None:
    for number in range(30):
        desk.do(ledger.set_state, desk.do(ledger.add_get, oats, f"Certificate {number}"), LedgerState.ACCEPTED)
    QTest.keyClick(panel, Qt.Key.Key_Plus, CTRL)
    QTest.keyClick(panel, Qt.Key.Key_Plus, CTRL)
    bar = page(preview).verticalScrollBar()
    qtbot.waitUntil(lambda: "Page 1 of 2" in shown(preview) and bar.maximum() > 700)
    qtbot.wait(200)
    bar.setValue(600)
    frames = Frames(page(preview).viewport())
    pages, sizes = {id(preview.pages)}, {preview.pages.images[0].width() if preview.pages else 0}
    for number in range(12):
        desk.do(ledger.set_state, desk.do(ledger.add_get, oats, f"Late {number}"), LedgerState.ACCEPTED)
        before = preview.pages
        while preview.pages is before:
            QApplication.processEvents()
            pages.add(id(preview.pages))
        assert preview.pages is not None
        sizes.add(preview.pages.images[0].width())
        QApplication.processEvents()
    assert len(pages) > 10 and len(frames.whites) > 10
    assert min(frames.whites) > 0.6, "each frame is mostly paper"
    assert min(frames.inks) > 0.002, "and has something written on it"
    assert bar.value() == 600 and len(sizes) == 1


def test_edits_faster_than_papers_are_made_show_pages_all_the_while(
    qtbot: QtBot, desk: Desk, oats: int, preview: PaperPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = documents.export.paper_of

    def slow(*asked: Any) -> Any:
        sleep(0.1)
        return really(*asked)

    monkeypatch.setattr(documents.export, "paper_of", slow)
    seen = set()
    for number in range(40):
        desk.do(ledger.set_state, desk.do(ledger.add_get, oats, f"Get {number}"), LedgerState.ACCEPTED)
        end = monotonic() + 0.03
        while monotonic() < end:
            QApplication.processEvents()
        seen.add(id(preview.pages))
    assert len(seen) > 4, "the page came along while it was edited"


class Frames(QObject):
    """Looks at every frame of a widget: how much of it is white, and how much is dark."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._looking = False
        self.whites: list[float] = []
        self.inks: list[float] = []
        widget.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self._looking:
            return False
        watched.event(event)
        self._looking = True
        image = self._widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        self._looking = False
        dots = bytes(image.constBits())
        self.whites.append(sum(map(dots.count, range(250, 256))) / len(dots))
        self.inks.append(sum(map(dots.count, range(120))) / len(dots))
        return True
