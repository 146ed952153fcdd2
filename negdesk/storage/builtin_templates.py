"""The nine templates that ship with the program, read from ``resources/templates/*.toml``.

Their texts are English and the keys of their translations: the extraction reads the TOML files along with the code, and
whoever shows a template or begins a negotiation with one passes it through `translated` first.
"""

import tomllib
from dataclasses import replace
from functools import cache

from negdesk.domain.template import Template, TemplateContent, TemplateIfThen, read_template
from negdesk.domain.wording import t
from negdesk.resource_files import resources_folder

BUILTIN_KEYS = (
    "sale",
    "salary",
    "supplier-purchase",
    "renewal",
    "change-of-scope",
    "partnership",
    "lease",
    "dispute",
    "everyday",
)
"""The names of the files without their ending, in the order in which the templates are shown."""


@cache
def builtin_templates() -> tuple[Template, ...]:
    """All nine, in the order of `BUILTIN_KEYS`, read once. A file that is broken raises: it comes from a bad build."""
    return tuple(_read(key) for key in BUILTIN_KEYS)


def builtin_template(key: str) -> Template | None:
    """The template of this key, such as ``supplier-purchase``; nothing where there is none."""
    return builtin_templates()[BUILTIN_KEYS.index(key)] if key in BUILTIN_KEYS else None


def translated(template: Template) -> Template:
    """A built-in template with every text in the user's language."""
    return replace(template, name=t(template.name), context=t(template.context), content=_translated(template.content))


@cache
def shipped_words() -> frozenset[str]:
    """Every text of a checklist, a note on it, and a question in the nine, in the user's language."""
    contents = [translated(template).content for template in builtin_templates()]
    items = [item for content in contents for item in content.checklist]
    questions = [question for content in contents for question in content.questions]
    return frozenset([*(item.text for item in items), *(item.note for item in items), *questions])


def _translated(content: TemplateContent) -> TemplateContent:
    return TemplateContent(
        description=t(content.description),
        checklist=tuple(replace(item, text=t(item.text), note=t(item.note)) for item in content.checklist),
        terms=tuple(replace(term, name=t(term.name), unit=t(term.unit)) for term in content.terms),
        gives=tuple(
            replace(give, title=t(give.title), limit_text=t(give.limit_text), condition_text=t(give.condition_text))
            for give in content.gives
        ),
        gets=tuple(replace(wanted, title=t(wanted.title)) for wanted in content.gets),
        questions=tuple(t(question) for question in content.questions),
        if_thens=tuple(TemplateIfThen(t(each.if_text), t(each.then_text)) for each in content.if_thens),
    )


def _read(key: str) -> Template:
    with (resources_folder() / "templates" / f"{key}.toml").open("rb") as file:
        return read_template(tomllib.load(file))
