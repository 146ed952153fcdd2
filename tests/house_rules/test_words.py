"""Every word on the screen can be translated, and none of them is about winning or losing."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.source import ROOT, calls, modules

CONTEST = re.compile(
    r"(?i)\b(?:win|wins|won|winning|winner|winners|lose|loses|losing|loser|losers|beat|beats|beaten|beating"
    r"|defeat\w*|victor(?:y|ies|ious)|opponents?|adversar(?:y|ies))\b"
)
SPOKEN = {"t": 1, "tn": 2, "mark": 1}
"""The functions that words go through, and how many of their first arguments are words."""

SHOWN = {
    "setText", "setPlaceholderText", "setToolTip", "setStatusTip", "setAccessibleName", "setAccessibleDescription",
    "setWindowTitle", "setTitle", "setWhatsThis", "setPlainText", "setInformativeText", "QLabel", "QPushButton",
    "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "addAction", "addMenu", "addTab", "say",
    "say_with",
}  # fmt: skip
"""Qt's calls, and ours, whose texts a person sees."""

NO_WORDS = ("NegDesk", "Alt ")
"""What is called the same in every language: our name, and what is written on a key."""

NOT_IN_THE_CODE = {"negdesk/storage/builtin_templates.py"}
"""Passes on the texts of files, which the extraction of words reads by itself."""


def literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: itself, or either part of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from literals(each)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)


def strings(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for each in content.values():
            yield from strings(each)
    elif isinstance(content, list):
        for each in content:
            yield from strings(each)


def spoken() -> Iterator[tuple[str, str]]:
    """Every text that is shown, with the place where it is written."""
    for path, tree in modules():
        for name, call in calls(tree):
            for argument in call.args[: SPOKEN.get(name, 0)]:
                for text in literals(argument):
                    yield f"{path}:{call.lineno}", text
    for file in sorted((ROOT / "resources").rglob("*.toml")):
        for text in strings(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield str(file.relative_to(ROOT)), text


def test_no_words_of_winning_or_losing() -> None:
    assert [(where, text) for where, text in spoken() if CONTEST.search(text)] == []


def test_the_search_for_such_words_finds_them() -> None:
    for text in ("You win", "Who won?", "A losing deal", "Beat them", "The loser pays", "defeated"):
        assert CONTEST.search(text)
    for text in ("Window", "The clause", "closed", "nothing is lost", "wonder", "windfall", "lossless", "upbeat"):
        assert not CONTEST.search(text)
    assert sum(1 for _ in spoken()) > 500, "the search reads the program's words"


def test_what_is_shown_goes_through_the_one_door() -> None:
    bare = [
        f"{path}:{call.lineno}: {text}"
        for path, tree in modules("negdesk/desktop")
        for name, call in calls(tree)
        if name in SHOWN
        for argument in call.args
        for text in literals(argument)
        if re.search(r"[^\W\d_]{2}", re.sub("|".join(NO_WORDS), "", text))
    ]
    assert bare == []


def literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def looked_up(node: ast.expr) -> bool:
    """Whether words come out of a table: a name, an entry, a field of one."""
    if isinstance(node, ast.Subscript):
        return looked_up(node.value)
    if isinstance(node, ast.Dict):
        return all(isinstance(each, ast.Call) and ast.unparse(each.func) == "mark" for each in node.values)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "get" and looked_up(node.func.value)
    if isinstance(node, ast.IfExp):
        return all(literal(each) or looked_up(each) for each in (node.body, node.orelse))
    return isinstance(node, ast.Name | ast.Attribute)


def test_the_door_is_given_literals_or_entries_of_a_table() -> None:
    odd = []
    for path, tree in modules():
        if path in NOT_IN_THE_CODE or Path(path).name == "wording.py":
            continue
        tabled = any(name == "mark" for name, _ in calls(tree)) or "actions" in ast.unparse(tree)
        for name, call in calls(tree):
            odd += [
                f"{path}:{call.lineno}: {ast.unparse(call)[:90]}"
                for argument in call.args[: SPOKEN.get(name, 0)]
                if not literal(argument) and not (name == "t" and tabled and looked_up(argument))
            ]
    assert odd == [], "a text that is put together cannot be extracted for translation"


def test_placeholders_have_the_names_that_are_given() -> None:
    """A text given no values at all is filled later, by whoever asked for it."""
    wrong = []
    for path, tree in modules():
        for name, call in calls(tree):
            given = {keyword.arg for keyword in call.keywords}
            if name not in ("t", "tn") or None in given or (name == "t" and not given):
                continue
            for argument in call.args[: SPOKEN[name]]:
                for text in literals(argument):
                    wanted = set(re.findall(r"\{(\w*)", text))
                    if not wanted <= given | ({"n"} if name == "tn" else set()):
                        wrong.append(f"{path}:{call.lineno}: {text}")
    assert wrong == []


UNCHECKED = re.compile(r"shell\.do\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\n\s*self\._?shell\.say\([^\n]*undo=True")
"""A command that may be refused, and right after it that it was done: `do_and_say` says either."""


def test_nothing_is_said_to_be_done_that_was_refused() -> None:
    found = [
        path.name for path in (ROOT / "negdesk/desktop").rglob("*.py") if UNCHECKED.search(path.read_text("utf-8"))
    ]
    assert found == []
    assert UNCHECKED.search("self._shell.do(bin_it, int(str(n)))\n        self._shell.say(t('Gone.'), undo=True)")
