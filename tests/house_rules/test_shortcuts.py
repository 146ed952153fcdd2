"""The table of actions: each shortcut is one action's, each action is in a menu, and somebody does it."""

import ast
from collections import Counter
from functools import cache

import pytest
from PySide6.QtGui import QKeySequence

from negdesk.desktop.actions import ACTIONS, MENUS, Action
from tests.house_rules.source import modules


def test_names_words_and_shortcuts_are_each_one_actions() -> None:
    for what in ("name", "text"):
        counted = Counter(getattr(action, what) for action in ACTIONS)
        assert [each for each, times in counted.items() if times > 1] == [], what
    keys = Counter(
        QKeySequence(action.shortcut, QKeySequence.SequenceFormat.PortableText).toString()
        for action in ACTIONS
        if action.shortcut
    )
    assert [each for each, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_an_action_is_in_a_menu_that_there_is_and_its_keys_exist(action: Action) -> None:
    assert action.menu in MENUS
    assert action.text
    if action.shortcut:
        sequence = QKeySequence(action.shortcut, QKeySequence.SequenceFormat.PortableText)
        assert sequence.count() == 1
        assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == action.shortcut


def texts_in(tree: ast.AST) -> set[str]:
    """The texts of a tree, with ``*`` where a value is put into one."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


@cache
def handled() -> set[str]:
    """The names in every `handlers` method, and in the module's tables and the properties made once which it names."""
    found: set[str] = set()
    for _, module in modules("negdesk/desktop"):
        tables = {
            target.id: node.value
            for node in module.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        once = {
            node.name: node
            for node in ast.walk(module)
            if isinstance(node, ast.FunctionDef)
            and any(isinstance(each, ast.Name) and each.id == "cached_property" for each in node.decorator_list)
        }
        for method in ast.walk(module):
            if isinstance(method, ast.FunctionDef) and method.name == "handlers":
                found |= texts_in(method)
                for name in ast.walk(method):
                    if isinstance(name, ast.Name) and name.id in tables:
                        found |= texts_in(tables[name.id])
                    if isinstance(name, ast.Attribute) and name.attr in once:
                        found |= texts_in(once[name.attr])
    return found


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_somebody_does_it(action: Action) -> None:
    def fits(pattern: str) -> bool:
        start, star, end = pattern.partition("*")
        if not star:
            return pattern == action.name
        return bool(start) and action.name.startswith(start) and action.name.endswith(end)

    assert any(fits(pattern) for pattern in handled()), "no screen and no window has it in its handlers"
