"""The list of templates, built-in and one's own, and what is in one of them."""

from dataclasses import dataclass

from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.privacy import Open
from negdesk.domain.template import Template, TemplateContent, read_content
from negdesk.storage import builtin_templates as builtin
from negdesk.storage.builtin_templates import (
    BUILTIN_KEYS,
    builtin_template,
    builtin_templates,
    translated,
)
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template in the list: its key (``builtin:sale``, ``own:12``), and how much of each it brings.

    `id` is the number of one's own template and None for a built-in one, which can be neither renamed nor binned.
    """

    key: Open[str]
    id: Open[int | None]
    name: Open[str]
    context: Open[str]
    description: Open[str]
    checklist: Open[int]
    terms: Open[int]
    gives: Open[int]
    gets: Open[int]
    questions: Open[int]
    if_thens: Open[int]


@dataclass(frozen=True, slots=True)
class TemplatesSheet:
    """All templates that are not in the bin; one's own by name, the built-in ones in their order."""

    own: Open[tuple[TemplateLine, ...]]
    builtin: Open[tuple[TemplateLine, ...]]


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """A checklist item of a template."""

    kind: Open[ItemKind]
    text: str


@dataclass(frozen=True, slots=True)
class PreviewPhase:
    """The checklist items of one phase."""

    phase: Open[Phase]
    items: Open[tuple[PreviewItem, ...]]


@dataclass(frozen=True, slots=True)
class PreviewTerm:
    """A term that a template brings."""

    name: str
    unit: str
    money: Open[bool]
    more_is_better: bool | None


@dataclass(frozen=True, slots=True)
class PreviewGive:
    """Something to give; `cost` to us and `value` to them in steps of 0 to 5."""

    title: str
    give_first: Open[bool]
    cost: int | None
    value: int | None
    limit: str
    condition: str


@dataclass(frozen=True, slots=True)
class PreviewGet:
    """Something to ask for; `value` to us in steps of 0 to 5."""

    title: str
    priority: Open[Priority]
    value: int | None


@dataclass(frozen=True, slots=True)
class PreviewIfThen:
    """A reply thought out beforehand."""

    if_text: str
    then_text: str


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """What one template brings. All four phases are there, empty ones too."""

    line: Open[TemplateLine]
    phases: Open[tuple[PreviewPhase, ...]]
    terms: Open[tuple[PreviewTerm, ...]]
    gives: Open[tuple[PreviewGive, ...]]
    gets: Open[tuple[PreviewGet, ...]]
    questions: tuple[str, ...]
    if_thens: Open[tuple[PreviewIfThen, ...]]


def templates_sheet(connection: Connection) -> TemplatesSheet:
    """Every template a negotiation can begin with."""
    found = connection.execute(
        "SELECT id, name, context, content FROM template WHERE binned_at IS NULL ORDER BY name COLLATE NOCASE, id"
    )
    return TemplatesSheet(
        own=tuple(_line(f"own:{row[0]}", row[0], _own(*row[1:])) for row in found),
        builtin=tuple(
            _line(f"builtin:{key}", None, translated(template))
            for key, template in zip(BUILTIN_KEYS, builtin_templates(), strict=True)
        ),
    )


def template_preview(connection: Connection, key: str) -> TemplatePreview | None:
    """What the template of this key brings; nothing where there is none, or where it lies in the bin."""
    found = _find(connection, key)
    if found is None:
        return None
    own_id, template = found
    content = template.content
    return TemplatePreview(
        line=_line(key, own_id, template),
        phases=tuple(
            PreviewPhase(
                phase, tuple(PreviewItem(item.kind, item.text) for item in content.checklist if item.phase is phase)
            )
            for phase in Phase
        ),
        terms=tuple(PreviewTerm(term.name, term.unit, term.money, term.more_is_better) for term in content.terms),
        gives=tuple(
            PreviewGive(give.title, give.give_first, give.cost, give.value, give.limit_text, give.condition_text)
            for give in content.gives
        ),
        gets=tuple(PreviewGet(wanted.title, wanted.priority, wanted.value) for wanted in content.gets),
        questions=content.questions,
        if_thens=tuple(PreviewIfThen(each.if_text, each.then_text) for each in content.if_thens),
    )


def _find(connection: Connection, key: str) -> tuple[int | None, Template] | None:
    kind, _, name = key.partition(":")
    if kind == "builtin":
        builtin = builtin_template(name)
        return (None, translated(builtin)) if builtin else None
    row = connection.execute(
        "SELECT id, name, context, content FROM template WHERE binned_at IS NULL AND ?1 = 'own:' || id", (key,)
    ).fetchone()
    return (row[0], _own(*row[1:])) if row else None


def _own(name: str, context: str, content: str) -> Template:
    return Template(name=name, context=context, content=read_content(content))


def _line(key: str, own_id: int | None, template: Template) -> TemplateLine:
    content: TemplateContent = template.content
    return TemplateLine(
        key=key,
        id=own_id,
        name=template.name,
        context=template.context,
        description=content.description,
        checklist=len(content.checklist),
        terms=len(content.terms),
        gives=len(content.gives),
        gets=len(content.gets),
        questions=len(content.questions),
        if_thens=len(content.if_thens),
    )


def shipped_words() -> frozenset[str]:
    """Every text of the built-in checklists and their questions: nobody's secrets, so the shield leaves them."""
    return builtin.shipped_words()
