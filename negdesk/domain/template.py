"""A template: what a negotiation of its kind usually brings, ready to be filled in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from negdesk.domain.checking import check_steps, keep
from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT, clean_line, clean_text
from negdesk.domain.wording import t


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """A checklist item of a template: plain ones, openers for rapport, closing ones."""

    phase: Phase
    text: str
    kind: ItemKind = ItemKind.PLAIN
    note: str = ""

    def __post_init__(self) -> None:
        keep(self, text=clean_line(self.text, "text", required=True), note=clean_text(self.note, "note"))


@dataclass(frozen=True, slots=True)
class TemplateTerm:
    """A term as it usually comes up. `money` ones take the negotiation's currency."""

    name: str
    unit: str = ""
    money: bool = False
    more_is_better: bool = False
    weight: int = 3

    def __post_init__(self) -> None:
        keep(
            self,
            name=clean_line(self.name, "name", NAME_LIMIT, required=True),
            unit=clean_line(self.unit, "unit", limit=40),
        )
        check_steps(self.weight, 1, 5, "weight")


@dataclass(frozen=True, slots=True)
class TemplateGive:
    """Something we could give."""

    title: str
    cost: int = 0
    value: int = 0
    give_first: bool = False
    limit_text: str = ""
    condition_text: str = ""

    def __post_init__(self) -> None:
        keep(
            self,
            title=clean_line(self.title, "title", required=True),
            limit_text=clean_line(self.limit_text, "limit_text"),
            condition_text=clean_line(self.condition_text, "condition_text"),
        )
        check_steps(self.cost, 0, 5, "cost")
        check_steps(self.value, 0, 5, "value")


@dataclass(frozen=True, slots=True)
class TemplateGet:
    """Something we could ask for."""

    title: str
    value: int = 0
    priority: Priority = Priority.TRADABLE

    def __post_init__(self) -> None:
        keep(self, title=clean_line(self.title, "title", required=True))
        check_steps(self.value, 0, 5, "value")


@dataclass(frozen=True, slots=True)
class TemplateIfThen:
    """A reply thought out beforehand."""

    if_text: str
    then_text: str = ""

    def __post_init__(self) -> None:
        keep(
            self,
            if_text=clean_line(self.if_text, "if_text", required=True),
            then_text=clean_line(self.then_text, "then_text"),
        )


@dataclass(frozen=True, slots=True)
class TemplateContent:
    """What a template brings into a negotiation; `checklist` is in the order of the phases."""

    description: str = ""
    outcome_us: str = ""
    outcome_them: str = ""
    checklist: tuple[TemplateItem, ...] = ()
    terms: tuple[TemplateTerm, ...] = ()
    gives: tuple[TemplateGive, ...] = ()
    gets: tuple[TemplateGet, ...] = ()
    questions: tuple[str, ...] = ()
    if_thens: tuple[TemplateIfThen, ...] = ()

    def __post_init__(self) -> None:
        order = list(Phase)
        keep(
            self,
            description=clean_text(self.description, "description"),
            outcome_us=clean_text(self.outcome_us, "outcome_us"),
            outcome_them=clean_text(self.outcome_them, "outcome_them"),
            checklist=tuple(sorted(self.checklist, key=lambda item: order.index(item.phase))),
            questions=tuple(clean_line(question, "text", required=True) for question in self.questions),
        )


@dataclass(frozen=True, slots=True)
class Template:
    """A named template; `context` is the kind of negotiation it is for."""

    name: str
    context: str = ""
    content: TemplateContent = field(default_factory=TemplateContent)
    created_at: datetime | None = None
    binned_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(
            self,
            name=clean_line(self.name, "name", NAME_LIMIT, required=True),
            context=clean_line(self.context, "context"),
        )


def read_template(source: Mapping[str, Any]) -> Template:
    """A template out of the nested form of a TOML file; raises `Refusal` where it is not one.

    The form: ``name``, ``context``, ``description``, ``checklist.PHASE`` (``kind``, ``text``, ``note``), ``terms``
    (``name``, ``unit``, ``money``, ``more_is_better``, ``weight``), ``gives`` (``title``, ``cost``, ``value``,
    ``give_first``, ``limit``, ``condition``), ``gets`` (``title``, ``value``, ``priority``), ``questions``,
    ``if_thens`` (``if``, ``then``). Words it does not know are refused too, so that no slip of the pen goes unseen.
    """
    try:
        _only(source, "name", "context", *_WORDS)
        return Template(
            name=source["name"],
            context=source.get("context", ""),
            content=_read_content({word: source[word] for word in _WORDS if word in source}),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable() from error


def read_content(text: str) -> TemplateContent:
    """The content out of the JSON that `content_text` wrote.

    Raises `Refusal` where it is none, and for words it does not know, so that nothing is dropped unseen.
    """
    try:
        return _read_content(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _unreadable() from error


def content_text(content: TemplateContent) -> str:
    """The content as JSON for storage, in the form of the built-in files; `read_content` gives it back unchanged."""
    checklist: dict[str, list[dict[str, str]]] = {}
    for item in content.checklist:
        checklist.setdefault(item.phase.value, []).append(
            {"kind": item.kind.value, "text": item.text, "note": item.note}
        )
    form = {
        "description": content.description,
        "outcome_us": content.outcome_us,
        "outcome_them": content.outcome_them,
        "checklist": checklist,
        "terms": [
            {"name": each.name, "unit": each.unit, "money": each.money, "more_is_better": each.more_is_better,
             "weight": each.weight}
            for each in content.terms
        ],
        "gives": [
            {"title": each.title, "cost": each.cost, "value": each.value, "give_first": each.give_first,
             "limit": each.limit_text, "condition": each.condition_text}
            for each in content.gives
        ],
        "gets": [
            {"title": each.title, "value": each.value, "priority": each.priority.value} for each in content.gets
        ],
        "questions": list(content.questions),
        "if_thens": [{"if": each.if_text, "then": each.then_text} for each in content.if_thens],
    }  # fmt: skip
    return json.dumps(form, ensure_ascii=False)


_WORDS = (
    "description", "outcome_us", "outcome_them", "checklist", "terms", "gives", "gets", "questions", "if_thens",
)  # fmt: skip


def _unreadable() -> Refusal:
    return Refusal(t("This template cannot be read. Choose another one, or make a new one."))


def _only(source: Mapping[str, Any], *known: str) -> None:
    if strange := source.keys() - set(known):
        raise ValueError(f"unknown words: {sorted(strange)}")


def _read_content(source: Mapping[str, Any]) -> TemplateContent:
    _only(source, *_WORDS)
    checklist = source.get("checklist", {})
    return TemplateContent(
        description=source.get("description", ""),
        outcome_us=source.get("outcome_us", ""),
        outcome_them=source.get("outcome_them", ""),
        checklist=tuple(_read_item(Phase(phase), item) for phase, items in checklist.items() for item in items),
        terms=tuple(TemplateTerm(**each) for each in source.get("terms", ())),
        gives=tuple(_read_give(each) for each in source.get("gives", ())),
        gets=tuple(_read_get(each) for each in source.get("gets", ())),
        questions=tuple(source.get("questions", ())),
        if_thens=tuple(_read_if_then(each) for each in source.get("if_thens", ())),
    )


def _read_item(phase: Phase, source: Mapping[str, Any]) -> TemplateItem:
    _only(source, "kind", "text", "note")
    kind = ItemKind(source.get("kind", ItemKind.PLAIN))
    return TemplateItem(phase, source["text"], kind, source.get("note", ""))


def _read_give(source: Mapping[str, Any]) -> TemplateGive:
    _only(source, "title", "cost", "value", "give_first", "limit", "condition")
    return TemplateGive(
        title=source["title"],
        cost=source.get("cost", 0),
        value=source.get("value", 0),
        give_first=source.get("give_first", False),
        limit_text=source.get("limit", ""),
        condition_text=source.get("condition", ""),
    )


def _read_get(source: Mapping[str, Any]) -> TemplateGet:
    _only(source, "title", "value", "priority")
    priority = Priority(source.get("priority", Priority.TRADABLE))
    return TemplateGet(source["title"], source.get("value", 0), priority)


def _read_if_then(source: Mapping[str, Any]) -> TemplateIfThen:
    _only(source, "if", "then")
    return TemplateIfThen(source["if"], source.get("then", ""))
