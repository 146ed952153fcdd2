"""A meeting of forty minutes in more than sixty gestures of the keyboard: what is pressed, and when.

The journey plays it, the benchmark times it, and the campaign of kills stops it anywhere.
"""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from negdesk.commands import ledger, negotiation, plan
from negdesk.desk import Desk
from negdesk.domain.ledger import Priority

TITLE = "Oat flour for the year"
MINUTES = 40
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
ENTER, SPACE, UP, DOWN = (Key.Key_Return, NONE), (Key.Key_Space, NONE), (Key.Key_Up, NONE), (Key.Key_Down, NONE)
GIVE, GET, OURS, THEIRS = (Key.Key_G, CTRL), (Key.Key_T, CTRL), (Key.Key_O, CTRL), (Key.Key_O, CTRL | SHIFT)
PRIVATE, ASKED, IF_THEN = (Key.Key_R, CTRL), (Key.Key_J, CTRL), (Key.Key_I, CTRL)
YES, NO, LATER = (Key.Key_A, ALT), (Key.Key_D, ALT), (Key.Key_L, ALT)
ITEM, NOTE, EDIT = (Key.Key_Return, CTRL), (Key.Key_N, ALT), (Key.Key_F2, NONE)
HIGHER, LOWER, BACK, AGAIN = (Key.Key_Up, ALT), (Key.Key_Down, ALT), (Key.Key_Z, CTRL), (Key.Key_Z, CTRL | SHIFT)
EARLIER = (Key.Key_Up, CTRL)
LAMPS = tuple((key, CTRL) for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4))
ESCAPE, NEXT_TERM = (Key.Key_Escape, NONE), (Key.Key_F7, NONE)


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a person does at once: perhaps types, then presses one key. `kind` names what it is for the table."""

    kind: str
    key: tuple[Qt.Key, Qt.KeyboardModifier]
    text: str = ""

    def type(self) -> None:
        """Type its words, letter by letter, into whatever has the cursor."""
        if self.text:
            QTest.keyClicks(cursor(), self.text)

    def press(self) -> None:
        """Press its key where the cursor is."""
        QTest.keyClick(cursor(), *self.key)


def cursor() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the cursor"
    return widget


def _said(kind: str, key: tuple[Qt.Key, Qt.KeyboardModifier], *texts: str) -> list[Gesture]:
    return [Gesture(kind, key, text) for text in texts]


def _keys(kind: str, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> list[Gesture]:
    return [Gesture(kind, key) for key in keys]


GESTURES: tuple[Gesture, ...] = (
    *_keys("tick", SPACE, SPACE),
    *_said("note", ENTER, "A good harvest in the north", "Their new mill runs since May", "Ana is back from Tartu"),
    *_said("add item", ITEM, "Ask about the storage", "Show them the bakery", "The trucks on Fridays"),
    *_keys("tick", SPACE, SPACE),
    *_said("question", ASKED, "Who else has to say yes?"),
    *_said("note", ENTER, "Ragna signs up to 50,000", "They plan by the quarter"),
    *_said("private", PRIVATE, "She looks at him before each number"),
    *_said("give", GIVE, "Two-month forecast"),
    *_keys("answer", YES),
    *_said("note", ENTER, "!the second mill is not known to them", "Full trucks are cheaper for both"),
    *_said("their offer", THEIRS, "668, 150 t", "668, 160 t"),
    *_said("if-then", IF_THEN, "They can't move on the price"),
    *_said("our offer", OURS, "610, 180 t"),
    *_keys("graph", NEXT_TERM, NEXT_TERM),
    *_said("give", GIVE, "One contact for all orders", "Full trucks only"),
    *_keys("answer", YES),
    *_said("get", GET, "Delivery every second week"),
    *_keys("answer", LATER),
    *_said("note", ENTER, "Friday is hard for their drivers"),
    *_keys("choose", EARLIER),
    *_keys("edit", EDIT),
    *_said("edit", ENTER, ", Tuesday would do for both"),
    *_keys("move item", LOWER, HIGHER),
    *_said("item note", NOTE, "they keep it dry"),
    *_keys("walk", DOWN, UP, DOWN),
    *_keys("tick", SPACE, SPACE),
    *_keys("undo", BACK),
    *_keys("redo", AGAIN),
    *_said("their offer", THEIRS, "655, 160 t"),
    *_keys("answer", NO),
    *_said("get", GET, "A price for the whole year", "Samples before the order"),
    *_keys("answer", YES),
    *_said("our offer", OURS, "640, 160 t"),
    *_said("note", ENTER, "~648, 160 t"),
    *_keys("answer", YES),
    *_said("question", ASKED, "What happens if the harvest is poor?"),
    *_said("note", ENTER, "They share the risk if we say so early", "We write it down this week"),
    *_keys("lamp", LAMPS[0]),
    *_said("lamp words", ENTER, "Owner"),
    *_keys("walk", ESCAPE),
    *_keys("lamp", LAMPS[2]),
    *_said("lamp words", ENTER, "Ragna Holm"),
    *_keys("walk", ESCAPE),
    *_keys("tick", SPACE, SPACE),
    *_said("note", ENTER, "Next time at their mill", "Coffee was good", "Ana takes the minutes"),
    *_said("private", PRIVATE, "They were relieved about the trucks"),
    *_keys("tick", SPACE),
)
"""In their order; a person may be at any place of the checklist, so ticks are of whatever is next."""


def plan_meeting(desk: Desk) -> int:
    """Plan the negotiation that the meeting is about, by the real commands; returns its number."""
    made = desk.do(negotiation.new_negotiation, TITLE, currency="EUR", new_counterparts=["Nordmill Foods", "Ana Ruiz"])
    price = {"opening": Decimal(610), "target": Decimal(640), "walk_away": Decimal(685)}
    desk.do(plan.add_term, made, "Price", currency="EUR", **price)  # type: ignore[arg-type]  # amounts by their names
    desk.do(plan.add_term, made, "Volume", unit="t", more_is_better=True, target=Decimal(160))
    desk.do(plan.add_term, made, "Payment", unit="days", more_is_better=True, target=Decimal(30))
    for title in ("Two-month forecast", "Full trucks only", "Payment within 14 days"):
        desk.do(ledger.add_give, made, title, value=4, give_first=title.startswith("Two"))
    for title in ("Delivery every second week", "A price for the whole year", "A named contact"):
        desk.do(ledger.add_get, made, title, priority=Priority.MUST, value=4)
    for question in ("Who else has to say yes?", "What happens if the harvest is poor?", "When do they plan?"):
        desk.do(plan.add_question, made, question)
    desk.do(plan.add_if_then, made, "They can't move on the price", "We pay within 14 days")
    desk.do(plan.add_if_then, made, "Fridays are hard", "We take Tuesdays")
    return made
