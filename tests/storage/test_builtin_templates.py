"""The nine templates that ship: each one whole, in our own words, giving before asking."""

import re
from collections import Counter

import pytest

from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.template import Template
from negdesk.domain.wording import t, use_catalogue
from negdesk.resource_files import resources_folder
from negdesk.storage.builtin_templates import BUILTIN_KEYS, builtin_template, builtin_templates, translated

every = pytest.mark.parametrize("template", builtin_templates(), ids=BUILTIN_KEYS)
UNWANTED = re.compile(r"\b(win|wins|won|winner|lose|loses|lost|loser|beat|defeat|opponent|enemy)\b", re.IGNORECASE)


def texts_of(template: Template) -> list[str]:
    content = template.content
    return [
        template.name,
        template.context,
        content.description,
        *(item.text for item in content.checklist),
        *(term.name for term in content.terms),
        *(give.title for give in content.gives),
        *(wanted.title for wanted in content.gets),
        *content.questions,
        *(each.if_text for each in content.if_thens),
        *(each.then_text for each in content.if_thens),
    ]


def test_the_nine_are_there_and_no_file_is_left_out() -> None:
    assert len(builtin_templates()) == 9
    assert {path.stem for path in (resources_folder() / "templates").glob("*.toml")} == set(BUILTIN_KEYS)
    assert len({template.name for template in builtin_templates()}) == 9
    assert len({template.context for template in builtin_templates()}) == 9


def test_a_template_is_found_by_its_key() -> None:
    found = builtin_template("supplier-purchase")
    assert found is not None and found.name == "Supplier purchase"
    assert builtin_template("no-such") is None


@every
def test_every_text_says_something_once(template: Template) -> None:
    texts = texts_of(template)
    assert all(text.strip() for text in texts)
    assert [text for text, count in Counter(texts[3:]).items() if count > 1] == []


@every
def test_no_word_of_winning_or_losing(template: Template) -> None:
    assert [text for text in texts_of(template) if UNWANTED.search(text)] == []


@every
def test_each_phase_has_items_and_it_ends_with_closing_ones(template: Template) -> None:
    checklist = template.content.checklist
    assert {item.phase for item in checklist} == set(Phase)
    assert checklist[0].kind is ItemKind.RAPPORT and checklist[0].phase is Phase.OPEN
    closing = [item for item in checklist if item.kind is ItemKind.CLOSING]
    assert len(closing) >= 3
    assert all(item.phase is Phase.CLOSE for item in closing)
    assert checklist[-1].kind is ItemKind.CLOSING


@every
def test_one_give_comes_first_and_it_is_dearer_to_them_than_to_us(template: Template) -> None:
    gives = template.content.gives
    assert [give.give_first for give in gives] == [True] + [False] * (len(gives) - 1)
    assert gives[0].value > gives[0].cost


@every
def test_there_is_a_must_something_to_trade_and_something_to_ask(template: Template) -> None:
    content = template.content
    priorities = {wanted.priority for wanted in content.gets}
    assert priorities == set(Priority)
    assert len(content.gives) >= 4 and len(content.terms) >= 3
    assert len(content.questions) >= 3 and all(question.endswith("?") for question in content.questions)
    assert content.if_thens


@every
def test_what_may_land_on_a_shared_page_says_nothing_private(template: Template) -> None:
    shared = [give.title for give in template.content.gives] + [wanted.title for wanted in template.content.gets]
    assert [title for title in shared if "walk" in title.lower() or "minimum" in title.lower()] == []


@every
def test_every_text_can_be_translated(template: Template) -> None:
    from gettext import NullTranslations

    use_catalogue(NullTranslations(), after=lambda text: f"[{text}]")
    try:
        assert texts_of(translated(template)) == [f"[{text}]" for text in texts_of(template)]
    finally:
        use_catalogue(NullTranslations())
    assert t("Saved") == "Saved"
