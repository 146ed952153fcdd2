"""Templates come out of storage and TOML as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.refusal import Refusal
from negdesk.domain.template import (
    TemplateContent,
    TemplateGet,
    TemplateGive,
    TemplateIfThen,
    TemplateItem,
    TemplateTerm,
    content_text,
    read_content,
    read_template,
)

words = st.text('abc é{}<&"', min_size=1, max_size=8).filter(lambda text: text.strip())
contents = st.builds(
    TemplateContent,
    description=words,
    outcome_us=words,
    checklist=st.lists(
        st.builds(TemplateItem, st.sampled_from(Phase), words, st.sampled_from(ItemKind), words), max_size=5
    ).map(tuple),
    terms=st.lists(st.builds(TemplateTerm, words, words, st.booleans(), st.booleans(), st.integers(1, 5))).map(tuple),
    gives=st.lists(
        st.builds(TemplateGive, words, st.integers(0, 5), st.integers(0, 5), st.booleans(), words, words), max_size=3
    ).map(tuple),
    gets=st.lists(st.builds(TemplateGet, words, st.integers(0, 5), st.sampled_from(Priority)), max_size=3).map(tuple),
    questions=st.lists(words, max_size=3).map(tuple),
    if_thens=st.lists(st.builds(TemplateIfThen, words, words), max_size=3).map(tuple),
)


@given(contents)
def test_content_survives_storage(content: TemplateContent) -> None:
    assert read_content(content_text(content)) == content


def test_a_template_out_of_toml() -> None:
    template = read_template(
        {
            "name": "Sale",
            "context": "sale",
            "checklist": {"close": [{"kind": "closing", "text": "Sign"}], "open": [{"text": "Hello"}]},
            "gives": [{"title": "Sketch", "limit": "one page", "condition": "today", "give_first": True}],
            "gets": [{"title": "Order", "priority": "must"}],
            "if_thens": [{"if": "They wait", "then": "I call"}],
        }
    )
    assert [item.phase for item in template.content.checklist] == [Phase.OPEN, Phase.CLOSE]
    assert template.content.gives[0].limit_text == "one page"
    assert template.content.gets[0].priority is Priority.MUST


@pytest.mark.parametrize(
    "source",
    [
        {},
        {"name": ""},
        {"name": "x", "prices": 1},
        {"name": "x", "gives": [{"title": "y", "costs": 2}]},
        {"name": "x", "gets": [{"title": "y", "priority": "should"}]},
        {"name": "x", "checklist": {"middle": [{"text": "y"}]}},
        {"name": "x", "terms": 5},
    ],
)
def test_a_slip_in_a_template_is_refused(source: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        read_template(source)


@pytest.mark.parametrize("text", ["", "[]", "nothing", '{"terms": [{}]}'])
def test_what_is_no_content_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_content(text)
