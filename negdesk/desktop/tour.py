"""A walk through the program on the sample library: leaves a picture of every screen and the five papers in a folder.

``python -m negdesk.desktop.tour FOLDER`` needs a display, which may be a virtual one.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from negdesk import commands, documents
from negdesk.desk import Desk
from negdesk.desktop.agreement.paper_preview import PaperPreview
from negdesk.desktop.application import make_application
from negdesk.desktop.controls.toast import Toast
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.wording import t
from negdesk.library_files import sample_library
from negdesk.opening import make_sample, open_desk
from negdesk.storage import clock

WAIT = 350
"""Milliseconds that a screen has to settle before its picture is taken."""

PLACES = (
    ("today", Place("today")),
    ("negotiations", Place("negotiations")),
    ("plan", Place("negotiation", 2, "plan")),
    ("meet", Place("negotiation", 2, "meet")),
    ("agree", Place("negotiation", 1, "agree")),
    ("follow-through", Place("negotiation", 1, "follow")),
    ("counterparts", Place("counterparts")),
    ("counterpart", Place("counterpart", 1)),
    ("promises", Place("promises")),
    ("templates", Place("templates")),
    ("bin", Place("bin")),
)

PAPERS = (("agreement", 1), ("gives-gets", 1), ("brief", 2), ("ledger", 2), ("log", 1))


def main(folder: Path) -> int:
    """Walk the tour; prints the name of each file it leaves. Returns the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="negdesk-tour-") as kept:
        library = Path(kept) / sample_library().name
        print(t("Making the sample library …"), flush=True)
        make_sample(library)
        desk = open_desk(library)
        _begin_a_meeting(desk)
        _papers(desk, folder)
        desk.close()
        _pictures(library, Path(kept), folder)
    return 0


def _begin_a_meeting(desk: Desk) -> None:
    """Start today's meeting of the sample and let twenty minutes of it pass, so that there is something to see."""
    beginning = clock.now() - timedelta(minutes=24)

    def at(minutes: int, deed: Callable[[], object]) -> None:
        with clock.frozen(beginning + timedelta(minutes=minutes)):
            deed()

    at(0, lambda: desk.do(commands.meeting.start_meeting, 2))
    running = desk.ask(
        lambda c: c.execute("SELECT id FROM meeting WHERE ended_at IS NULL AND started_at > ''").fetchall()
    )
    meeting = int(running[0][0])
    items = desk.ask(
        lambda c: c.execute(
            "SELECT id FROM checklist_item WHERE meeting_id = ? ORDER BY position, id LIMIT 5", (meeting,)
        ).fetchall()
    )
    for minutes, (item,) in enumerate(items, start=1):
        at(minutes, partial(desk.do, commands.meeting.tick_item, item))
    said = (
        (4, CaptureKind.NOTE, t("Good season, but a truck is out until May.")),
        (9, CaptureKind.THEIR_OFFER, "662; 150 t; 30 days"),
        (13, CaptureKind.OUR_OFFER, "638; 160 t; 14 days"),
        (17, CaptureKind.THEIR_OFFER, "652; 160 t"),
        (20, CaptureKind.PRIVATE, t("Certificate seems cheap for them. Ask for it with volume.")),
    )
    for minutes, kind, text in said:
        at(minutes, partial(desk.do, commands.capture.capture, meeting, kind, text))


def _papers(desk: Desk, folder: Path) -> None:
    for paper, subject in PAPERS:
        made = documents.export.make_paper(desk.ask, paper, str(subject))
        path = folder / made.file_name
        documents.export.save(path, made.data)
        print(path, flush=True)


def _pictures(library: Path, kept: Path, folder: Path) -> None:
    application = make_application()
    settings = QSettings(str(kept / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(application, settings)
    for theme in ("light", "dark"):
        settings.setValue("theme", theme)
        window = session.open(library, sample=True)
        window.set_theme(theme)
        window.resize(1280, 860)
        QTest.qWait(WAIT)
        for name, place in PLACES:
            window.go(place)
            QTest.qWait(WAIT)
            if name == "agree":
                _wait_for_page(window)
            for passing in window.findChildren(Toast):  # it would go by itself after some seconds
                passing.hush()
            _save(window, folder / f"{name}-{theme}.png")
        _searching(window, folder / f"search-{theme}.png")
        window.close()
    application.processEvents()


def _wait_for_page(window: MainWindow) -> None:
    preview = window.findChild(PaperPreview)
    for _ in range(60):
        if preview is None or preview.has_page:
            return
        QTest.qWait(WAIT // 2)


def _searching(window: MainWindow, path: Path) -> None:
    window.actions_table.run("go_anywhere")
    QTest.qWait(WAIT)
    palette = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if palette is not None:
        _save(palette, path)
        palette.close()


def _save(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))
    print(path, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "negdesk-tour")))
