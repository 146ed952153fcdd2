"""Every widget that takes the keyboard says what it is, on every page and every step, and Qt has nothing to warn of.

Qt's warnings fail a test by themselves (see pytest's settings).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.commands.capture import Answer
from negdesk.commands.meeting import NextStepDraft
from negdesk.desk import Desk
from negdesk.desktop.negotiations.negotiation_page import PANELS
from negdesk.desktop.places import MAKERS
from negdesk.desktop.screen import Panel, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import follow_system, load_fonts
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import LampKind, Side
from negdesk.storage import clock

NOW = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001  # local, wherever the test runs
NEGOTIATION, COUNTERPART = 1, 1


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    load_fonts()
    follow_system(qapp, "light")


@pytest.fixture
def shell(qapp: QApplication, desk: Desk) -> Iterator[Shell]:
    """A shell on a library in which every page has a row of each kind to show."""
    with clock.frozen(NOW):
        fill(desk)
        shell = Shell(desk, clock.now)
        yield shell
        shell.deleteLater()


def fill(desk: Desk) -> None:
    do = desk.do
    do(commands.setting.set_setting, "our_name", "Harbour Bakery")
    person = do(commands.counterpart.add_counterpart, "Mara Lindqvist", job_title="Sales", quiet_after_days=60)
    number = do(commands.template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", [person], "EUR")
    assert (number, person) == (NEGOTIATION, COUNTERPART)
    do(
        commands.plan.add_term, number, "Price per tonne", currency="EUR", more_is_better=False,
        opening=Decimal(580), target=Decimal(610), walk_away=Decimal("648.5"), their_target=Decimal(660),
    )  # fmt: skip
    for side in Side:
        do(commands.plan.add_alternative, number, side, "Somebody else")
        do(commands.plan.set_authority, number, side, who="Ines", limit_amount=Decimal(20_000))
    do(commands.plan.add_if_then, number, "they ask for two years", "we ask for a cap")
    do(commands.plan.add_question, number, "What does a late order cost you?")
    do(commands.ledger.add_give, number, "Pay in 14 days", cost=1, value=4, due_on=date(2026, 12, 1))
    do(commands.ledger.add_get, number, "Delivery on Tuesdays", value=3)
    talk(desk, number)
    do(commands.log.write_entry, person, "Called about the harvest", rapport=4)
    do(commands.own_field.add_own_field, person, "Delivery gate", "Gate 4")
    do(commands.tag.set_tags, person, "key")
    do(commands.promise.add_promise, Side.THEM, "Send samples", date(2026, 11, 20), counterpart_id=person)
    do(commands.template.save_own_template, number, "Flour")
    old = do(commands.negotiation.new_negotiation, "An old one")
    do(commands.negotiation.bin_negotiation, old)


def talk(desk: Desk, number: int) -> None:
    """One meeting that is over, agreed and promised, and another that is running."""
    do = desk.do
    meeting = do(commands.meeting.start_meeting, number)
    for kind, text in (
        (CaptureKind.NOTE, "They open with the harvest"),
        (CaptureKind.THEIR_OFFER, "Price per tonne 630"),
        (CaptureKind.OUR_OFFER, "Price per tonne 600"),
        (CaptureKind.GIVE, "Pay in 14 days"),
    ):
        capture = do(commands.capture.capture, meeting, kind, text).capture_id
        if kind in (CaptureKind.OUR_OFFER, CaptureKind.GIVE):
            do(commands.capture.answer_capture, capture, Answer.ACCEPTED)
    step = NextStepDraft(Side.US, "Send the summary", date(2026, 12, 2), "a plan", "a plan too")
    do(commands.meeting.end_meeting, meeting, [step])
    for side in Side:
        for lamp in LampKind:
            do(commands.meeting.set_lamp, number, side, lamp, True, who="Mara", evidence="said so")
    do(commands.agreement.mark_agreed, number)
    do(commands.agreement.save_look_back, number, outcome_us=4, learnt="Ask earlier")
    do(commands.agreement.open_again, number)
    do(commands.meeting.start_meeting, number)


def place_of(page: str) -> Place:
    ids = {"negotiation": NEGOTIATION, "counterpart": COUNTERPART}
    return Place(page, ids.get(page, 0))


def nameless(root: QWidget) -> list[str]:
    """The visible widgets which take the keyboard and have no name for those who cannot see them."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {' / '.join(parents(widget))}"
        for widget in root.findChildren(QWidget)
        if takes_keyboard(widget) and widget.isVisibleTo(root) and not says_what_it_is(widget)
    ]


def takes_keyboard(widget: QWidget) -> bool:
    inner = isinstance(widget.parentWidget(), QAbstractScrollArea | QComboBox | QAbstractSpinBox) and (
        widget.objectName().startswith("qt_") or isinstance(widget, QLineEdit)
    )
    return not inner and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def says_what_it_is(widget: QWidget) -> bool:
    if widget.accessibleName().strip():
        return True
    text = getattr(widget, "text", None)
    return not isinstance(widget, QLineEdit) and callable(text) and any(letter.isalpha() for letter in str(text()))


def parents(widget: QWidget) -> list[str]:
    found: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(found) < 4:
        found.append(type(parent).__name__)
        parent = parent.parentWidget()
    return found


def show(qtbot: QtBot, screen: QWidget, then: Callable[[], None]) -> None:
    qtbot.addWidget(screen)
    screen.resize(1100, 860)
    screen.show()
    then()
    QApplication.processEvents()


def names_its_widgets(qtbot: QtBot, shell: Shell, screen: Screen, then: Callable[[], None]) -> None:
    show(qtbot, screen, then)
    assert nameless(screen) == []
    assert any(takes_keyboard(each) for each in [screen, *screen.findChildren(QWidget)]), "the keyboard reaches nothing"
    shell.set_shield(True)
    QApplication.processEvents()
    assert nameless(screen) == [], "with the shield on"
    screen.hide()


@pytest.mark.parametrize("page", MAKERS)
def test_every_widget_of_a_page_has_a_name(qtbot: QtBot, shell: Shell, page: str) -> None:
    screen = MAKERS[page]()(shell)
    names_its_widgets(qtbot, shell, screen, lambda: screen.show_place(place_of(page)))


@pytest.mark.parametrize("step", PANELS)
@pytest.mark.parametrize("talked", [True, False], ids=["talked", "new"])
def test_every_widget_of_a_step_has_a_name(qtbot: QtBot, shell: Shell, step: str, talked: bool) -> None:
    number = NEGOTIATION if talked else shell.desk.do(commands.negotiation.new_negotiation, "A bare title")
    panel: Panel = PANELS[step]()(shell)
    names_its_widgets(qtbot, shell, panel, lambda: panel.show_negotiation(number))


@pytest.mark.parametrize("page", [page for page in MAKERS if page not in ("negotiation", "counterpart")])
def test_every_widget_of_an_empty_page_has_a_name(qtbot: QtBot, qapp: QApplication, desk: Desk, page: str) -> None:
    shell = Shell(desk, clock.now)
    screen = MAKERS[page]()(shell)
    show(qtbot, screen, lambda: screen.show_place(Place(page)))
    assert nameless(screen) == []
    screen.hide()


def test_the_page_of_a_negotiation_names_its_widgets_on_every_step(qtbot: QtBot, shell: Shell) -> None:
    page = MAKERS["negotiation"]()(shell)
    show(qtbot, page, lambda: page.show_place(place_of("negotiation")))
    for step in PANELS:
        page.show_place(Place("negotiation", NEGOTIATION, step))
        assert nameless(page) == [], step
    page.hide()


def test_a_widget_without_a_name_is_found(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    field, sign, words = QLineEdit("what was typed", root), QPushButton("×", root), QPushButton("Save", root)
    assert [line.split()[0] for line in nameless(root)] == ["QLineEdit", "QPushButton"]
    field.setAccessibleName("Title")
    sign.setAccessibleName("Remove")
    assert nameless(root) == []
    assert words.text() == "Save"
