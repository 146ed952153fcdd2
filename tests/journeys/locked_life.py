"""A whole tour through an encrypted library, then locked; it knows nothing of the library but what it shows.

``python -m tests.journeys.locked_life LIBRARY`` reads the passphrase from its input, says ``toured`` and, after a line,
``locked``, and waits for another line before it ends.
"""

import sys
from pathlib import Path

from negdesk.desktop.qt_loading import load_qt

# As the program loads Qt: else PySide6 reads and keeps the source of all that is imported afterwards, which fails now
# and then in the thread that loads the commands.
load_qt()

from PySide6.QtCore import QEvent, QSettings  # noqa: E402  # after the lines above
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from negdesk import wiping  # noqa: E402
from negdesk.desktop.agreement.paper_preview import PaperPreview  # noqa: E402
from negdesk.desktop.application import make_application, open_settings  # noqa: E402
from negdesk.desktop.crash_guard import CrashGuard  # noqa: E402
from negdesk.desktop.launch import Session  # noqa: E402
from negdesk.desktop.main_window import MainWindow  # noqa: E402
from negdesk.desktop.private_clipboard import copy_private  # noqa: E402
from negdesk.desktop.shell import Place  # noqa: E402
from negdesk.library_files import log_file  # noqa: E402

PLACES = (
    Place("today"),
    Place("negotiations"),
    *(Place("negotiation", 1, step) for step in ("plan", "meet", "agree", "follow")),
    Place("counterparts"),
    Place("counterpart", 1),
    Place("promises"),
    Place("templates"),
    Place("bin"),
)


def main(library: Path) -> None:
    typed = sys.stdin.readline().strip()
    application = make_application()
    settings: QSettings = open_settings()
    session = Session(application, settings)
    guard = CrashGuard(application, log_file(), lambda: session.window)
    window = session.open(library, typed=typed)
    typed = ""
    window.activateWindow()
    QTest.qWait(400)
    for place in PLACES:
        window.go(place)
        QTest.qWait(50)
        wait_for_pages(window)
    title = str(window.shell.desk.ask(lambda c: c.execute("SELECT title FROM negotiation").fetchall())[0][0])
    window.actions_table.run("go_anywhere")
    QTest.qWait(100)
    line = QApplication.focusWidget()
    if line is not None:
        QTest.keyClicks(line, title[:8])
    QTest.qWait(300)
    palette = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    if palette is not None:
        palette.close()
    copy_private(title)
    go_wrong(guard, title)
    del title, line, palette
    QTest.qWait(100)
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.close()
    del dialog, window
    print("toured", flush=True)
    sys.stdin.readline()
    session.lock()
    for _ in range(5):
        QTest.qWait(100)
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert session.window is None
    for _ in range(600):  # until all is wiped that is: on a slow computer that takes longer than its clocks say
        if not wiping._wanting:
            break
        QTest.qWait(100)
    else:
        raise AssertionError("memory is written over as if a library were still open")
    print("locked", flush=True)
    sys.stdin.readline()


def wait_for_pages(window: MainWindow) -> None:
    """Wait until the paper that is shown, if any is, has been made: that too must be forgotten."""
    for preview in window.current().findChildren(PaperPreview):
        for _ in range(200):
            if not preview.isVisible() or preview.has_page:
                break
            QTest.qWait(50)


def go_wrong(guard: CrashGuard, title: str) -> None:
    """An error that says a private text, as nobody caught it."""
    try:
        raise ValueError(title)
    except ValueError as error:
        guard.on_error(ValueError, error, error.__traceback__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
