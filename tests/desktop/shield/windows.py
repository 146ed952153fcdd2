"""How each window, sheet and menu that is no page is opened on a library full of canaries, with something in it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from negdesk.desk import Desk
from negdesk.desktop.backups.adrift_sheet import AdriftSheet
from negdesk.desktop.backups.bring_back_sheet import BringBackSheet
from negdesk.desktop.backups.looking_window import LookingWindow, look_into
from negdesk.desktop.backups.missing_sheet import MissingSheet
from negdesk.desktop.counterparts.details_card import DetailsCard
from negdesk.desktop.counterparts.entry_row import EntryRow
from negdesk.desktop.counterparts.past_sheet import PastSheet
from negdesk.desktop.counterparts.same_sheet import SameCounterpartSheet
from negdesk.desktop.crash_dialog import CrashDialog
from negdesk.desktop.encryption.recovery_sheet import RecoverySheet
from negdesk.desktop.exchange.import_sheet import ImportSheet
from negdesk.desktop.files.files_card import FileRow
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.captures_view import CapturesView
from negdesk.desktop.meeting.checklist_view import ChecklistView
from negdesk.desktop.place_warning import PlaceWarning
from negdesk.desktop.promises.promise_lines import PromiseLine
from negdesk.desktop.shell import Place
from negdesk.desktop.unsaved import UnsavedSheet
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import EncryptionState
from negdesk.library_place import RiskyPlace
from negdesk.looking_in import content_of, open_to_look
from negdesk.storage.database import Connection, open_library
from tests.desktop.shield.canaries import sow
from tests.desktop.shield.seeing import CANARIES
from tests.desktop.showing import NoSession
from tests.house_rules.test_widgets import COUNTERPART, NEGOTIATION

MEET = Place("negotiation", NEGOTIATION, "meet")
PAGE = Place("counterpart", COUNTERPART)
CODE = "ABCDE-FGHJK"


@dataclass
class Opened:
    """What a window is opened over: the main window, its library, and another library that was made of the same."""

    window: MainWindow
    library: Path
    other: Path

    def copy(self) -> Path:
        """The library as it is now, as another file."""
        self.window.shell.desk.ask(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        return Path(copyfile(self.library, self.library.with_name("copy.negdesk")))

    def child(self, kind: type[QWidget]) -> QWidget:
        """The first shown widget of a kind on the page."""
        QApplication.processEvents()
        return next(each for each in self.window.current().findChildren(kind) if each.isVisible())


class _Looks(NoSession):
    def reopen(self, library: Path, place: Place, typed: str) -> object:
        raise AssertionError(library, place, typed)

    def __init__(self, window: MainWindow) -> None:
        self.window: MainWindow | None = window
        self.shielded = window.shell.shield_on
        self.settings = QSettings(str(window.library.with_name("settings.ini")), QSettings.Format.IniFormat)


def by_action(name: str, place: Place = MEET) -> Callable[[Opened], None]:
    """What an action of the table opens at a place."""

    def open_it(over: Opened) -> None:
        over.window.go(place)
        over.window.actions_table.run(name)

    return open_it


def backups(over: Opened) -> None:
    """The list of backups, with one in it of a log that was written in long ago."""
    shell = over.window.shell
    shell.desk.ask(lambda c: c.execute("UPDATE log_entry SET written_at = '2025-01-02T12:34:00Z'"))
    NoSession().backups(over.library).make(shell.desk.access, Reason.BY_HAND, shell.now())
    over.window.actions_table.run("backups")


def look_inside(over: Opened) -> None:
    """A backup in a window of its own, on the page where most is private."""
    copy = over.copy()
    looking = look_into(_Looks(over.window), *open_to_look(copy, ""), copy, "27 Nov, 09:12")
    assert isinstance(looking, LookingWindow)
    for place in (PAGE, Place("negotiation", NEGOTIATION, "plan"), Place("negotiation", NEGOTIATION, "agree"), MEET):
        looking.go(place)
        QApplication.processEvents()


def bring_back(over: Opened) -> None:
    """Single things of another library, which are all gone here; one after the other is shown with what it said."""
    sheet = BringBackSheet(over.window.shell, over.window, content_of(over.other, ""), "27 Nov, 09:12")
    sheet.open()
    sheet.tree.setFocus()
    for _ in range(6):
        QTest.keyClick(sheet.tree, Qt.Key.Key_Down)


def said_before(over: Opened) -> None:
    over.window.go(PAGE)
    PastSheet(over.window.shell, over.window, "counterpart", COUNTERPART).open()


def the_same(over: Opened) -> None:
    """Another counterpart who is the same, chosen, with what each of the two says."""
    over.window.go(PAGE)
    card = over.child(DetailsCard)
    assert isinstance(card, DetailsCard)
    card.choose_same()
    sheet = over.window.findChild(SameCounterpartSheet)
    assert isinstance(sheet, SameCounterpartSheet)
    sheet.other.setText("Mara L.")
    assert sheet.main.isEnabled()


def make_readable(connection: Connection) -> None:
    """Leave out what no library could hold that is taken in: of these the canaries are nothing that can be."""
    for table in ("agreement_version", "entry_tag", "counterpart_tag", "tag"):
        connection.execute(f"DELETE FROM {table}")


def take_in(name: str) -> Callable[[Opened], None]:
    """A file read to be taken in: people, or a library that differs from this one."""

    def open_it(over: Opened) -> None:
        path = over.other
        if name == "people":
            path = over.library.with_name("people.csv")
            path.write_text("Name,Email,Phone\nMara Lindqvist,zqmailx@example.org,zqphonex\n", encoding="utf-8")
        elif name == "differing":
            path = over.copy()
            differing = Desk(open_library(path))
            differing.ask(lambda connection: sow(connection, CANARIES, other=True))
            differing.ask(make_readable)
            differing.close()
        over.window.go(Place("import", focus=str(path)))
        [sheet] = over.window.findChildren(ImportSheet)
        still, until = 0, time.monotonic() + 60
        while still < 200 and time.monotonic() < until:  # it is read and compared a little at a time
            QApplication.processEvents()
            still = 0 if sheet._busy or sheet.panel is None else still + 1
        assert sheet.panel is not None, sheet.path.accessibleDescription()

    return open_it


def crash(over: Opened) -> None:
    CrashDialog(over.window, over.window, "Where it happened").open()


def unsaved(over: Opened) -> None:
    UnsavedSheet(over.window, over.window.shell, ["zqtypedx"]).open()


def missing(over: Opened) -> None:
    MissingSheet(over.window).open()


def adrift(over: Opened) -> None:
    AdriftSheet(over.window, _Looks(over.window), lambda: None).open()


def unsafe_place(over: Opened) -> None:
    PlaceWarning(over.window, over.library, RiskyPlace("network", "/mnt")).open()


def recovery(over: Opened) -> None:
    RecoverySheet(over.window.shell, over.window, over.library, CODE, EncryptionState(True, True, False, False)).open()


def editing_an_entry(over: Opened) -> None:
    over.window.go(PAGE)
    row = over.child(EntryRow)
    assert isinstance(row, EntryRow)
    row.edit()


def menu_of(kind: type[QWidget], place: Place) -> Callable[[Opened], None]:
    """The menu that a row or a list of a page opens, on its first line."""

    def open_it(over: Opened) -> None:
        over.window.go(place)
        widget = over.child(kind)
        where = QPoint(12, 60 if isinstance(widget, ChecklistView | CapturesView) else 6)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
        (widget.viewport() if isinstance(widget, ChecklistView | CapturesView) else widget).setFocus()
        widget.contextMenuEvent(event)

    return open_it


OPENERS: dict[str, Callable[[Opened], None]] = {
    **{name: by_action(name) for name in (
        "settings", "save_template", "export_paper", "new_negotiation", "shortcuts", "about", "primary", "compact",
        "go_anywhere", "export_formats", "encryption", "set_aside", "menu", "import_file",
    )},
    "backups": backups,
    "a library that went": adrift,
    "a log as a paper": by_action("export_paper", PAGE),
    "a backup to look at": look_inside,
    "single things of a backup": bring_back,
    "said before": said_before,
    "the same counterpart": the_same,
    "people to take in": take_in("people"),
    "a library to take in": take_in("library"),
    "a library that differs": take_in("differing"),
    "a mistake of the program": crash,
    "not saved yet": unsaved,
    "missing": missing,
    "not a safe place": unsafe_place,
    "recovery code": recovery,
    "an entry that is edited": editing_an_entry,
    "menu of a promise": menu_of(PromiseLine, Place("promises")),
    "menu of the checklist": menu_of(ChecklistView, MEET),
    "menu of the captures": menu_of(CapturesView, MEET),
    "menu of a file": menu_of(FileRow, Place("negotiation", NEGOTIATION, "plan")),
}  # fmt: skip
