"""A walk over every page, step, sheet and window of a library whose private fields are all canaries: none is in sight.

The fields are those of the tables: a new column of text or of an amount is walked for by itself, unless it is named in
`SHAREABLE`. Without the shield the same walk must find them, or it would prove nothing.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDeadlineTimer, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from negdesk.desktop.agreement.export_sheet import ExportSheet
from negdesk.desktop.counterparts.about_cards import RapportCard
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.negotiations.negotiation_page import PANELS
from negdesk.desktop.places import MAKERS
from negdesk.desktop.reminders import Reminders
from negdesk.desktop.search.palette import Palette
from negdesk.desktop.shell import Place
from negdesk.domain import privacy
from negdesk.queries.promise import promises_sheet
from tests.desktop.shield.canaries import sow
from tests.desktop.shield.seeing import CANARIES, TYPED, WRITTEN, close_sheets, found_in, in_sight, said_now
from tests.desktop.shield.sown import PLANNED
from tests.house_rules.test_widgets import COUNTERPART, NEGOTIATION

ON_NO_SCREEN = {
    "agreement_version.page",  # the bytes of a page
    "negotiation.note",  # kept, and asked for on no screen yet
    "offer.text",  # shown as the text of its capture
    "promise.benefit_them",  # asked for at the end of a meeting, and printed
    "mention.name",  # stands in the text of its entry, which is walked
    "tag.folded",  # the tag's name in other letters
    "promise.due_text",  # shown only where no day is known; every promise of this library has one
    "attached_file.added_at", "checklist_item.ticked_at", "if_then.used_at", "lamp.set_at", "ledger_item.state_at",
    "offer.made_at", "question.asked_at",  # when something happened, for the order of it and for private papers
}  # fmt: skip
"""What the walk does not come by even without the shield, and why."""

DIALOGS = ("settings", "save_template", "export_paper", "new_negotiation", "shortcuts", "about")


_REAL_SHOW = RapportCard.show_page


def walk(window: MainWindow) -> dict[str, str]:
    """All that is said on all places, by the place."""
    said: dict[str, str] = {}

    def look(stop: str) -> None:
        said[stop] = said_now()

    ids = {"negotiation": NEGOTIATION, "counterpart": COUNTERPART}
    for page in MAKERS:
        window.go(Place(page, ids.get(page, 0)))
        look(page)
    for step in PANELS:
        window.go(Place("negotiation", NEGOTIATION, step))
        look(step)
    window.go(Place("negotiation", PLANNED, "meet"))
    look("before the meeting")
    complete(window, look)
    window.go(Place("negotiation", NEGOTIATION, "meet"))
    for action in (*DIALOGS, "primary"):
        window.actions_table.run(action)
        wait_for_page(window)
        look(action)
        close_sheets(window)
    search(window, look)
    said["reminding"] = remind(window)
    window.actions_table.run("compact")
    look("compact")
    for compact in window.findChildren(CompactWindow):
        compact.close()
    return said


def wait_for_page(window: MainWindow) -> None:
    """Where a sheet shows the page it saves, wait until that is made, beside the window."""
    for sheet in window.findChildren(ExportSheet):
        deadline = QDeadlineTimer(20_000)
        while not sheet.view.has_page and not deadline.hasExpired():
            QApplication.processEvents()
        assert sheet.view.has_page


def complete(window: MainWindow, look: Callable[[str], None]) -> None:
    """What is offered while one types in the lines of a meeting and of a log, each left as it was."""
    window.go(Place("negotiation", NEGOTIATION, "meet"))
    [meeting] = window.current().findChildren(MeetPanel)
    window.go(Place("negotiation", NEGOTIATION, "meet"))
    before = meeting.line.text()
    for word in ("zq", "oat"):
        meeting.line.set_text("")
        QTest.keyClicks(meeting.line.edit, word)
        look(f"completing {word} in a meeting")
    meeting.line.set_text(before)
    window.go(Place("counterpart", COUNTERPART))
    [log] = window.current().findChildren(LogLine)
    before = log.line.text()
    for word in ("@", "#", "#zq"):
        log.line.setText("")
        QTest.keyClicks(log.line, word)
        look(f"completing {word} in a log")
    log.line.setText(before)


def remind(window: MainWindow) -> str:
    """The line in the window and the system's notification on the day of a promise, as if that had come."""
    told: list[str] = []

    class Noted:
        def show(self, title: str, text: str, opened: Callable[[], object]) -> None:
            told.append(f"{title} {text}")

    row = window.shell.ask(promises_sheet, window.shell.today(), 10).later[0]
    Reminders(window.shell, QSettings(), QWidget(), Noted())._remind((row,))
    assert told
    return "\n".join((said_now(), *told))


def found(said: dict[str, str]) -> set[str]:
    """The fields whose canary is in what was said anywhere."""
    return {field for each in said.values() for field in found_in(each)}


def search(window: MainWindow, look: Callable[[str], None]) -> None:
    window.actions_table.run("go_anywhere")
    palette = window.findChild(Palette)
    assert palette is not None
    for word in ("zq", "oat"):
        palette.line.setText(word)
        look(f"searching {word}")
    palette.close()


def test_without_the_shield_the_walk_finds_them_and_with_it_none(window: MainWindow) -> None:
    open_ = found(walk(window))
    missed = (set(CANARIES) | set(WRITTEN) - {"typed"}) - open_ - ON_NO_SCREEN
    assert missed == set(), "the walk does not come by these: show it the way, or say in ON_NO_SCREEN why not"
    window.shell.set_shield(True)
    QApplication.processEvents()
    shielded = walk(window)
    leaks = {stop: seen for stop, said in shielded.items() if (seen := found_in(said))}
    assert leaks == {}
    window.shell.desk.ask(lambda connection: sow(connection, CANARIES, other=True))
    assert differences(shielded, walk(window)) == {}, "what is seen depends on what is private"


def differences(one: dict[str, str], other: dict[str, str]) -> dict[str, list[str]]:
    """The lines of each walk that are nowhere in the other one, by the place where they are."""
    mine, theirs = ({line for said in each.values() for line in said.splitlines()} for each in (one, other))
    found: dict[str, list[str]] = {}
    for walked, lines in ((one, theirs), (other, mine)):
        for stop, said in walked.items():
            strange = [line for line in said.splitlines() if line not in lines]
            found.setdefault(stop, []).extend(strange[:3])
    return {stop: lines for stop, lines in found.items() if lines}


LET_THROUGH = [
    ("PendingLine", "name", "term.name"),
    ("PromiseRow", "text", "promise.text"),
    ("PromiseRow", "when", "promise.due_on"),
    ("FileLine", "size", "attached_file.size"),
]


@pytest.mark.parametrize(("sheet", "name", "field"), LET_THROUGH, ids=[each[2] for each in LET_THROUGH])
def test_a_field_that_is_let_through_is_found(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, sheet: str, name: str, field: str
) -> None:
    real = privacy.open_fields
    monkeypatch.setattr(
        privacy, "open_fields", lambda each: real(each) | ({name} if each.__name__ == sheet else frozenset())
    )
    window.shell.set_shield(True)
    assert field in found(walk(window))


@pytest.mark.parametrize("through", [False, True], ids=["hidden", "let through"])
def test_a_step_that_is_let_through_is_found_by_what_changes_with_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, through: bool
) -> None:
    real = privacy.open_fields
    more = {"rapport", "years"} if through else set()
    monkeypatch.setattr(
        privacy, "open_fields", lambda each: real(each) | (more if each.__name__ == "CounterpartPage" else frozenset())
    )
    window.shell.set_shield(True)
    monkeypatch.setattr(
        RapportCard, "show_page", lambda card, page, masked: _REAL_SHOW(card, page, masked and not through)
    )

    def page() -> dict[str, str]:
        window.go(Place("today"))
        window.go(Place("counterpart", COUNTERPART))
        return {"counterpart": said_now()}

    page()
    before = page()
    window.shell.desk.ask(lambda connection: sow(connection, CANARIES, other=True))
    assert bool(differences(before, page())) == through


SHEETS = (*DIALOGS, "primary", "import_file", "export_formats", "go_anywhere")


@pytest.mark.parametrize("action", SHEETS)
def test_a_sheet_that_is_open_already_is_masked_as_well(window: MainWindow, action: str) -> None:
    window.go(Place("negotiation", NEGOTIATION, "meet"))
    window.actions_table.run(action)
    QApplication.processEvents()
    sheet = next(each for each in window.findChildren(QDialog) if each.isVisible())
    for line in [each for each in sheet.findChildren(QLineEdit) if each.accessibleName() in PRIVATE_LINES]:
        line.setFocus()
        QTest.keyClicks(line, "zq")
    window.shell.set_shield(True)
    assert in_sight() == set()
    window.shell.set_shield(False)
    QApplication.processEvents()
    close_sheets(window)


PRIVATE_LINES = {"Search everything"}
"""Of what is typed in sheets this is private; next steps, names and titles are meant for both sides."""


PLACES_TO_TYPE = [
    Place("negotiation", NEGOTIATION, step) for step in PANELS
] + [Place("counterpart", COUNTERPART), Place("promises"), Place("negotiation", PLANNED, "meet")]  # fmt: skip
OPEN_LINES = {
    "Title", "Context", "Currency",  # what stands above a negotiation's steps
    "Add a counterpart", "Name", "Job title", "Which negotiation or counterpart it belongs to",  # the parties
    "Term", "By when", "Day", "Hour", "Minutes",  # what terms are called, and days
    "Find in this paper",  # the one beside it is for both sides; a private one is not shown
}  # fmt: skip
"""What is typed here is for both sides, or says nothing."""


@pytest.mark.parametrize("place", PLACES_TO_TYPE, ids=lambda place: f"{place.page}-{place.id}-{place.step}")
def test_what_is_typed_and_not_entered_is_put_aside_and_comes_back(window: MainWindow, place: Place) -> None:
    window.go(place)
    QApplication.processEvents()
    lines = [
        each
        for each in window.current().findChildren(QWidget)
        if isinstance(each, QLineEdit | QPlainTextEdit) and each.isVisible() and not each.isReadOnly()
    ]
    typed = []
    for line in lines:
        if line.isVisible() and line.isEnabled() and line.accessibleName() not in OPEN_LINES:
            line.setFocus()
            (line.insert if isinstance(line, QLineEdit) else line.insertPlainText)(TYPED)
            typed.append(line)
    assert typed
    window.shell.set_shield(True)
    assert in_sight() == set(), [line.accessibleName() for line in typed]
    window.shell.set_shield(False)
