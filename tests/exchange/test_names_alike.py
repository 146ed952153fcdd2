"""Whose name is much alike: the very one that comparing with each name finds, and many times sooner."""

from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from negdesk.exchange.names_alike import ALIKE, NamesAlike

MANY = 1000

_names = st.one_of(
    st.text("ab", min_size=1, max_size=12),
    st.text("abcdefgh ", min_size=1, max_size=20),
    # ś and [ stand for the same letter where what is held has a bound
    st.text("aś[é李", min_size=1, max_size=90),
)


def compared_with_each(name: str, names: list[str]) -> str | None:
    found = process.extractOne(name, names, scorer=JaroWinkler.similarity, score_cutoff=ALIKE)
    return found[0] if found is not None else None


@st.composite
def _name_and_others(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A name, and others among which some are this one with a few letters changed, left out, put in or swapped."""
    name = draw(_names)
    others = draw(st.lists(_names, max_size=12))
    for _ in range(draw(st.integers(0, 4))):
        letters = list(name)
        for _ in range(draw(st.integers(1, 4))):
            place = draw(st.integers(0, len(letters)))
            letters[place : place + draw(st.integers(0, 2))] = draw(st.text("abś", max_size=2))
        others.append("".join(letters) or "a")
    return name, draw(st.permutations(others))


@given(_name_and_others())
def test_it_finds_what_comparing_with_each_finds(drawn: tuple[str, list[str]]) -> None:
    name, others = drawn
    assert NamesAlike(others, MANY).nearest(name) == compared_with_each(name, others)


def _made_up(chance: Random) -> str:
    parts = ("ka", "lo", "mer", "sen", "berg", "stein", "wald", "ros", "bach", "hof", "quist", "lund", "ander", "ski")
    first = ("aiko", "ahmed", "chiara", "fatima", "ingrid", "jonas", "karl", "lucia", "mara", "olga", "pedro", "wei")
    return f"{''.join(chance.choices(parts, k=3))} {chance.choice(first)}"


def test_among_thousands_it_is_the_same_one_and_several_times_sooner() -> None:
    chance = Random(4)  # noqa: S311  # the same names each time, and no secret
    names = list(dict.fromkeys(_made_up(chance) for _ in range(6000)))
    wanted = [_made_up(chance) for _ in range(MANY)]
    began = process_time()
    one_by_one = [compared_with_each(name, names) for name in wanted]
    between = process_time()
    alike = NamesAlike(names, len(wanted))
    found = [alike.nearest(name) for name in wanted]
    took = process_time() - between
    assert found == one_by_one
    assert 100 < sum(each is not None for each in found) < len(found)
    assert took * 3 < between - began


def test_names_of_which_nearly_all_are_alike_are_compared_with_each() -> None:
    names = [f"person number {number}" for number in range(500)]
    alike = NamesAlike(names, MANY)
    assert [alike.nearest(f"person numbr {n}") for n in range(50)] == [
        compared_with_each(f"person numbr {n}", names) for n in range(50)
    ]
