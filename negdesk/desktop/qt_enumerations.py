"""Makes PySide6's enumerations in a tenth of the time that Python takes for them.

PySide6 makes an enumeration when the class that has it is first used, the way `enum` has for names that come in a list.
It asks a dozen questions about every name, 8 µs in all; there are 1,700 until the first paint, an eighth of the start.
Qt's are but names for numbers: Python makes their enumeration without any, and they are entered here as it enters them.
"""

import sys
from enum import Enum, EnumType, Flag, IntEnum
from functools import cache
from typing import Any

_usual = EnumType._create_  # type: ignore[attr-defined]  # what `Enum("Name", names)` calls


def make_enumerations_sooner() -> None:
    """Have enumerations of names for numbers made sooner from now on, in the whole process; they are as Python's own.

    Where this Python keeps its members in another way, nothing happens.
    """
    names = [("ONE", 1), ("TWO", 2), ("UNO", 1)]
    usual, ours = (make(IntEnum, "Sample", names, module=__name__) for make in (_usual, _entered))
    if _content(usual) == _content(ours) and _content(usual.ONE) == _content(ours.ONE):
        EnumType._create_ = _create  # type: ignore[attr-defined]  # as above


def _create(kind: type[Enum], class_name: str, names: Any, **how: Any) -> type[Enum]:
    """As Python's own."""
    if how.get("module") is None:
        how["module"] = sys._getframe(2).f_globals.get("__name__")  # who calls, where Python looks for it
    plain = isinstance(names, list) and not issubclass(kind, Flag) and how.get("type") is None
    make = _entered if plain and _are_plain(names, _taken(kind)) else _usual
    made: type[Enum] = make(kind, class_name, names, **how)
    return made


def _are_plain(names: list[Any], taken: frozenset[str]) -> bool:
    """Whether these are names for numbers, each once, that mean nothing else to Python."""
    if not all(isinstance(each, tuple) and len(each) == 2 for each in names):
        return False
    words = {name for name, number in names if type(number) is int and not name.startswith("_")}
    return len(words) == len(names) and taken.isdisjoint(words)


@cache
def _taken(kind: type[Enum]) -> frozenset[str]:
    return frozenset({"mro"}.union(*(vars(each) for each in kind.__mro__)))


def _entered(kind: type[Enum], class_name: str, names: list[tuple[str, int]], **how: Any) -> Any:
    made = _usual(kind, class_name, (), **how)
    new, takes_number = made._new_member_, made._use_args_
    order, by_name, by_number = made._member_names_, made._member_map_, made._value2member_map_
    numbers = vars(made).get("_hashable_values_", [])  # Python 3.14
    for word, number in names:
        member = by_number.get(number)
        if member is None:
            member = by_number[number] = new(made, number) if takes_number else new(made)
            vars(member).update(_value_=number, _name_=word, __objclass__=made, _sort_order_=len(order))
            order.append(word)
            numbers.append(number)
        by_name[word] = member
        type.__setattr__(made, word, member)
    return made


def _content(made: Any) -> dict[str, Any]:
    """What an enumeration, or a member of it, consists of, but for what is of its own."""
    return {name: value for name, value in vars(made).items() if not callable(value)}
