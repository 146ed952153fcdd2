"""Every window, sheet and menu that is no page: under the shield none of them has anything private, however it came.

Each is opened three ways: without the shield, where those that show something private must be found to; with the shield
coming on over it; and under the shield. A window that is in no list is named.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QMainWindow, QWidget

import negdesk.desktop
from negdesk.desktop.backups.backups_sheet import BackupsSheet
from negdesk.desktop.front_window import FrontWindow
from negdesk.desktop.main_window import MainWindow
from negdesk.domain import privacy
from negdesk.domain.privacy import MASK
from tests.desktop.shield.seeing import found_in, said_now
from tests.desktop.shield.sown_window import close_all, over_another
from tests.desktop.shield.windows import CODE, OPENERS, Opened

MORE = {
    "said before": "zqpastx", "until when it said so": "5 Mar 2025", "when the log was written in": "2 Jan 2025",
    "set aside": "987654", "the other one's phone": "zqtheirsx", "mail of a file": "zqmailx",
    "phone of a file": "zqphonex", "recovery code": CODE.split("-")[1],
}  # fmt: skip
"""What is private besides the fields that are sown: by what it is, with what stands for it."""

SHOWS = {
    "primary": {"checklist_item.text"}, "backups": {"when the log was written in"}, "set_aside": {"set aside"},
    "a backup to look at": {"term.walk_away", "log_entry.text", "term.name"},
    "single things of a backup": {"counterpart.email", "log_entry.text"},
    "said before": {"said before", "until when it said so"},
    "the same counterpart": {"the other one's phone", "counterpart.phone"},
    "people to take in": {"mail of a file", "phone of a file"},
    "a library to take in": {"log_entry.text"}, "a library that differs": {"term.walk_away", "counterpart.email"},
    "not saved yet": {"typed"}, "recovery code": {"recovery code"}, "an entry that is edited": {"log_entry.text"},
}  # fmt: skip
"""Which private things each window shows while the shield is down; the others show nothing of their own."""

NO_LIBRARY = {
    **dict.fromkeys(("FrontWindow", "SheetDialog", "KeptSheet", "BackSheet"), "others are made of it"),
    **dict.fromkeys(("UnlockWindow", "WelcomeWindow", "RescueWindow"), "no library is open"),
    **dict.fromkeys(("NewLibraryWindow", "WaitingWindow"), "a library is made, or closed for a change of its key"),
    "SalvageWindow": "no library is open, and it speaks of tables and counts",
    "_Choosing": "asks for a passphrase, of which nothing is shown",
    "CalendarPopup": "a field that is masked opens none, and under one that is open no key of the shield works",
}  # fmt: skip
"""The windows that are not opened here, and why."""

MENUS = {
    "window_actions.py": "menu", "promises/promise_lines.py": "menu of a promise",
    "meeting/captures_view.py": "menu of the captures", "meeting/checklist_view.py": "menu of the checklist",
    "files/files_card.py": "menu of a file",
}  # fmt: skip
"""By which opener the menus that a module makes are walked."""


@pytest.fixture
def over(window: MainWindow, library: Path, tmp_path: Path) -> Iterator[Opened]:
    yield over_another(window, library, tmp_path)
    close_all(window)


def seen_now() -> set[str]:
    said = said_now()
    bare = said.replace(",", "")  # as in a number of thousands
    return found_in(said) | {name for name, word in MORE.items() if word in bare}


def kinds_shown() -> set[str]:
    return {type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()}


def test_under_the_shield_no_window_sheet_or_menu_has_anything_private(over: Opened) -> None:
    shell, kinds, blind, leaks = over.window.shell, set[str](), {}, {}
    for name, open_it in OPENERS.items():
        open_it(over)
        seen = seen_now()
        kinds |= kinds_shown()
        if not SHOWS.get(name, set()) <= seen:
            blind[name] = SHOWS[name] - seen
        shell.set_shield(True)
        if seen_now():
            leaks[f"{name}, and then the shield"] = seen_now()
        close_all(over.window)
        open_it(over)
        if seen_now():
            leaks[f"{name} under the shield"] = seen_now()
        close_all(over.window)
        shell.set_shield(False)
    assert blind == {}, "the walk does not see what these show"
    assert leaks == {}
    assert windows_there_are() - kinds == set(NO_LIBRARY), "open each window in windows.py, or say why not"


def windows_there_are() -> set[str]:
    """The classes of this program that open as a window, a sheet or a popup."""
    for module in walk_packages(negdesk.desktop.__path__, "negdesk.desktop."):
        import_module(module.name)
    return {each.__name__ for each in subclasses(QWidget) if opens_by_itself(each)}


def subclasses(kind: type[object]) -> Iterator[type[object]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("negdesk."):
            yield each
        yield from subclasses(each)


def opens_by_itself(kind: type[object]) -> bool:
    popup = issubclass(kind, QFrame) and "Popup" in kind.__name__
    return issubclass(kind, QDialog | QMainWindow | FrontWindow) or kind.__name__.endswith("Window") or popup


def test_every_menu_is_walked() -> None:
    root = Path(negdesk.desktop.__path__[0])
    made = {
        str(path.relative_to(root)) for path in root.rglob("*.py") if re.search(r"\bQMenu\(", path.read_text("utf-8"))
    }
    assert made == set(MENUS) and set(MENUS.values()) <= set(OPENERS)


def test_under_the_shield_the_list_of_backups_does_not_say_how_much_was_written(over: Opened) -> None:
    OPENERS["backups"](over)
    [sheet] = over.window.findChildren(BackupsSheet)
    assert newest_of(sheet)[1:] == ["2", "3"]
    over.window.shell.set_shield(True)
    assert newest_of(sheet) == [MASK, MASK, "3"]


def newest_of(sheet: BackupsSheet) -> list[str]:
    """Of the newest backup when and how often the log was written in, and how many negotiations there are."""
    cells = [sheet.table.item(0, column) for column in (2, 3, 4)]
    return [cell.text() for cell in cells if cell is not None]


LET_THROUGH = [
    ("SinceLine", "title", "single things of a backup"), ("PastLine", "text", "said before"),
    ("Difference", "other", "the same counterpart"), ("FieldLine", "then", "set_aside"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "field", "name"), LET_THROUGH, ids=[each[2] for each in LET_THROUGH])
def test_a_field_that_is_let_through_in_a_window_is_found(
    over: Opened, monkeypatch: pytest.MonkeyPatch, sheet: str, field: str, name: str
) -> None:
    real = privacy.open_fields
    more = {sheet: {field}, "SinceLine": {"fields"}} if sheet == "FieldLine" else {sheet: {field}}
    monkeypatch.setattr(privacy, "open_fields", lambda each: real(each) | frozenset(more.get(each.__name__, ())))
    over.window.shell.set_shield(True)
    OPENERS[name](over)
    assert seen_now()
