"""The window on a library whose private fields are all canaries, and another library of the same kind beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.shell import Place
from negdesk.storage import clock
from negdesk.storage.database import Connection, open_library
from tests.desktop.shield.seeing import close_sheets
from tests.desktop.shield.sown import sow_all
from tests.desktop.shield.windows import Opened, make_readable
from tests.desktop.showing import window_at
from tests.house_rules.test_widgets import NOW


@contextmanager
def sown_window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    """The window at Today, on the day of the library, for the time of the block."""
    with clock.frozen(NOW):
        sow_all(desk)
        with window_at(qtbot, desk, library, Place("today")) as window:
            yield window


def over_another(window: MainWindow, library: Path, folder: Path) -> Opened:
    """The window, and a library of the same kind in which every row is another one."""
    desk = window.shell.desk
    desk.do(commands.counterpart.add_counterpart, "Mara L.", phone="zqtheirsx")
    desk.ask(_remember)
    other = folder / "another.negdesk"
    sown = Desk(open_library(other))
    sow_all(sown)
    sown.ask(make_readable)
    sown.close()
    return Opened(window, library, other)


def _remember(connection: Connection) -> None:
    """What a counterpart said before, and what of a term gave way to another library."""
    for table, field, value, until in (
        ("counterpart", "phone", '"zqpastx"', "2025-03-05T10:00:00Z"),
        ("term", "walk_away", '"987654"', "2026-11-20T10:00:00Z"),
    ):
        connection.execute(
            "INSERT INTO merge_past (uid, table_name, row_uid, field, value, merged_at)"
            f" SELECT 'past' || uid, ?, uid, ?, ?, ? FROM {table} WHERE id = 1",
            (table, field, value, until),
        )


def close_all(window: MainWindow) -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for each in [*window.findChildren(MainWindow), *window.findChildren(CompactWindow)]:
        each.close()
        each.setParent(None)
        each.deleteLater()
    close_sheets(window)
    QApplication.processEvents()
