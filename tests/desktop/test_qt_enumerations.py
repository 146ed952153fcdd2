"""Enumerations that are made sooner are Python's own in every respect."""

import copy
import sys
from enum import Enum, EnumType, Flag, IntEnum, IntFlag
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from negdesk.desktop import qt_enumerations
from negdesk.desktop.qt_enumerations import make_enumerations_sooner


@pytest.fixture(autouse=True)
def made_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enumerations made sooner, until the test is over."""
    monkeypatch.setattr(EnumType, "_create_", qt_enumerations._usual)
    make_enumerations_sooner()
    assert vars(EnumType)["_create_"] is not qt_enumerations._usual


def content(made: Any) -> dict[str, Any]:
    """All that an enumeration holds, its members in their order, with what they hold; all but its own functions."""
    members = {name: {**vars(member), "__objclass__": "itself"} for name, member in made.__members__.items()}
    rest = {name: value for name, value in vars(made).items() if not callable(value) and name not in members}
    maps = {name: [(key, each.name) for key, each in rest.pop(name).items()] for name in list(rest) if "map_" in name}
    return {"members": list(members.items()), "maps": maps, "rest": rest, "bases": made.__mro__[1:]}


def of_qt() -> list[Any]:
    """Every enumeration of three modules of Qt."""
    holders = [
        each for module in (QtCore, QtGui, QtWidgets) for each in vars(module).values() if isinstance(each, type)
    ]
    return [each for holder in holders for each in vars(holder).values() if isinstance(each, EnumType)]


def test_those_of_qt_are_the_same() -> None:
    _ = QtCore.Qt, QtGui.QFont, QtGui.QKeySequence, QtCore.QLocale, QtCore.QEvent, QtWidgets.QStyle
    enumerations = of_qt()
    assert len(enumerations) > 100
    assert any(len(each.__members__) > 300 for each in enumerations)
    for each in enumerations:
        names = [(name, member.value) for name, member in each.__members__.items()]
        how = {"module": each.__module__, "boundary": getattr(each, "_boundary_", None)}
        usual = qt_enumerations._usual(each.__mro__[1], each.__name__, names, **how)
        assert content(each.__mro__[1](each.__name__, names, **how)) == content(usual), each


@pytest.mark.parametrize("kind", [Enum, IntEnum])
def test_a_plain_one_works_as_any_other(kind: Any) -> None:
    made: Any = kind("Colour", [("RED", 1), ("GREEN", 2), ("ROUGE", 1)])
    assert made(2) is made["GREEN"] is made.GREEN and made.ROUGE is made.RED
    assert [each.name for each in made] == ["RED", "GREEN"] and list(made.__members__) == ["RED", "GREEN", "ROUGE"]
    assert made.RED in made and copy.deepcopy(made.RED) is made.RED and hash(made.RED) == hash(made.ROUGE)
    assert (made.__module__, made.GREEN.value, repr(made.GREEN)) == (__name__, 2, "<Colour.GREEN: 2>")
    with pytest.raises(ValueError, match="3 is not a valid"):
        made(3)
    with pytest.raises(AttributeError):
        made.RED = 5
    with pytest.raises(TypeError, match="cannot extend"):
        EnumType.__prepare__("More", (made,))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Enum, "ONE TWO"),
        (Enum, ["ONE", "TWO"]),
        (Enum, {"ONE": 1}),
        (Enum, []),
        (Enum, [("ONE", "text"), ("TWO", None)]),
        (Enum, [("ONE", True), ("TWO", 1)]),
        (Enum, [("name", 1), ("value", 2)]),
        (IntEnum, [("real", 1), ("numerator", 2)]),
        (Flag, [("A", 1), ("B", 2), ("BOTH", 3)]),
        (IntFlag, [("A", 1), ("B", 4)]),
    ],
)
def test_every_other_is_left_to_python(kind: Any, names: Any) -> None:
    assert content(kind("Sample", names)) == content(qt_enumerations._usual(kind, "Sample", names, module=__name__))


@pytest.mark.parametrize("names", [[("ONE", 1), ("ONE", 2)], [("mro", 1)], [("_sunder_", 1)], [("ONE", 1, 1)]])
def test_what_python_refuses_is_refused(names: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        Enum("Sample", names)


def test_where_python_keeps_members_in_another_way_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def other_way(*what: Any, **how: Any) -> Any:
        made = usual(*what, **how)
        for each in made:
            each._kept_as_well_ = len(made)
        return made

    usual = qt_enumerations._usual
    monkeypatch.setattr(qt_enumerations, "_usual", other_way)
    monkeypatch.setattr(EnumType, "_create_", other_way)
    make_enumerations_sooner()
    assert vars(EnumType)["_create_"] is other_way


def test_the_module_is_that_of_whoever_asked() -> None:
    asked: dict[str, Any] = {"__name__": "somebody.else"}
    exec("from enum import IntEnum\nmade = IntEnum('Sample', [('ONE', 1)])", asked)  # noqa: S102  # a module's code
    assert asked["made"].__module__ == "somebody.else"
    assert "somebody.else" not in sys.modules
