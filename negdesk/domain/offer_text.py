"""An offer as it is typed in the meeting, put in its places: ``650, 160 t, 14 days``, ``price 650; volume 160``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negdesk.domain.money import NumberFormat, currencies_of, fits_unit, parse_amount
from negdesk.domain.plan import Term
from negdesk.domain.refusal import Refusal

_BREAKS = re.compile(r"[;\n·|]|,(?!\d)|(?<!\d),|\s/\s")
_RANGE = re.compile(r"\d\s*[-\u2013]\s*\d")
_PLAIN = r"\d[\d.,'\u2019\u00a0\u202f\u2009]*"
_WORDS = re.compile(r"[^\W\d_][\w'\u2019-]*|\w+|[^\w\s]")
_LINKING = frozenset({"a", "an", "and", "at", "for", "in", "is", "of", "on", "per", "the", "to", "with"})
"""Words that only join the others; they and punctuation are all that is not kept."""
_SAYS_DAYS = frozenset({"net"})
"""Words of payment that mean a term counted in days."""
_SHORTEST = 3
"""So many letters of a word in a term's name are enough to mean it."""


@dataclass(frozen=True, slots=True)
class ReadOffer:
    """The amounts of an offer by term, and what of the text found no place, in its order."""

    values: dict[int, Decimal]
    unplaced: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    """One amount with the words around it, as far as they are its own."""

    number: str
    before: list[str]
    after: list[str]
    term: int | None = None
    value: Decimal | None = None

    @property
    def words(self) -> list[str]:
        return [*self.before, *self.after]

    @property
    def naming(self) -> list[str]:
        """The words which may name the term; further behind an amount they are another thought: "650 if we pay"."""
        return [*self.before, *self.after[:1]]

    @property
    def text(self) -> str:
        return " ".join([*self.before, self.number, *self.after]).strip()


def read_offer(text: str, terms: Mapping[int, Term], number_format: NumberFormat) -> ReadOffer:
    """Put each amount of `text` on a term: by words of the term's name, its unit, its currency, else in order.

    What says where it belongs is placed first; an amount without a word takes the first term left, in the order of
    `terms`. An amount with a unit or a currency that no term has, a range, a second amount for one term, an amount too
    many and words that say nothing here are returned in `unplaced`; only punctuation and linking words are not.
    Never raises for any text.
    """
    read = [_pieces(part, terms, number_format) for part in _BREAKS.split(text) if part.strip()]
    pieces = [piece for part in read for piece in part if isinstance(piece, _Piece)]
    left = dict(terms)
    for piece in pieces:
        piece.value = _value(piece.number, number_format)
    for hinted in (True, False):
        for piece in pieces:
            if piece.term is None and piece.value is not None and _has_hint(piece, terms) is hinted:
                _place(piece, left, hinted)
    values = {piece.term: piece.value for piece in pieces if piece.term is not None and piece.value is not None}
    return ReadOffer({key: values[key] for key in terms if key in values}, tuple(_unplaced(read, terms)))


def _value(number: str, number_format: NumberFormat) -> Decimal | None:
    try:
        return parse_amount(number, number_format)
    except Refusal:
        return None


def _pieces(part: str, terms: Mapping[int, Term], number_format: NumberFormat) -> list["_Piece | str"]:
    """The amounts of a part with their words; a part without any, or with a range, as it is."""
    grouped = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|" if number_format.group.isspace() else ""
    found = list(re.finditer(rf"(?<![\w.,])[-\u2212]?(?:{grouped}{_PLAIN})", part))
    if not found or _RANGE.search(part):
        return [part.strip()]
    pieces: list[_Piece | str] = []
    before = _words(part[: found[0].start()])
    for at, match in enumerate(found):
        last = at + 1 == len(found)
        between = part[match.end() : None if last else found[at + 1].start()]
        after, rest = (_words(between), []) if last else _shared(between, terms)
        pieces.append(_Piece(match[0].strip().rstrip(".,"), before, after))
        before = rest
    return pieces


def _words(text: str) -> list[str]:
    """The words, currency signs and ``%`` of a text, without other punctuation."""
    return [word for word in _WORDS.findall(text) if word[0].isalnum() or word[0] in "_%" or currencies_of(word)]


def _shared(between: str, terms: Mapping[int, Term]) -> tuple[list[str], list[str]]:
    """The words between two amounts: a unit and a currency belong to the one before, the others to the one after."""
    words = _words(between)
    glued = words[-1:] if words and not between[-1:].isspace() and currencies_of(words[-1]) else []
    words = words[: len(words) - len(glued)]
    split = 0
    while split < min(len(words), 2) and (currencies_of(words[split]) or _is_unit(words[split], terms)):
        split += 1
    return words[:split], words[split:] + glued


def _is_unit(word: str, terms: Mapping[int, Term]) -> bool:
    return any(term.unit and fits_unit(word, term.unit) for term in terms.values())


def _named(word: str, term: Term) -> bool:
    """Whether a word is one of the term's name, or the beginning of one."""
    typed = word.casefold()
    if typed in _LINKING:
        return False
    names = [each.casefold() for each in _WORDS.findall(term.name)]
    return typed in names or (len(typed) >= _SHORTEST and any(name.startswith(typed) for name in names))


def _fits(word: str, term: Term) -> bool:
    """Whether a word, not a linking one, is the term's unit or belongs to it."""
    if not term.unit or word.casefold() in _LINKING:
        return False
    days = word.casefold() in _SAYS_DAYS and term.unit.casefold().startswith("day")
    return days or fits_unit(word, term.unit) or word.casefold() in term.unit.casefold().split()


def _has_hint(piece: _Piece, terms: Mapping[int, Term]) -> bool:
    """Whether a word beside the amount says where it belongs, or that it belongs nowhere."""
    if any(currencies_of(word) for word in piece.words) or _strange_unit(piece, terms):
        return True
    named = any(_named(word, term) for word in piece.naming for term in terms.values())
    return named or any(_fits(word, term) for word in piece.words for term in terms.values())


def _strange_unit(piece: _Piece, terms: Mapping[int, Term]) -> bool:
    """Whether the amount is followed by one word alone which is no unit, no name and no currency of any term."""
    after = [word for word in piece.after if word.casefold() not in _LINKING and not currencies_of(word)]
    return len(after) == 1 and not any(_named(after[0], term) or _fits(after[0], term) for term in terms.values())


def _place(piece: _Piece, left: dict[int, Term], hinted: bool) -> None:
    """Give the amount its term, and take that from those `left`."""
    if hinted:
        # `max` takes the first of the best, so equals go by the order of the terms.
        best = max(left, key=lambda key: _score(piece, left[key]), default=None)
        if best is None or _score(piece, left[best]) <= 0 or _strange_unit(piece, left):
            return
        piece.term = best
    else:
        piece.term = next(iter(left), None)
    if piece.term is not None:
        del left[piece.term]


def _score(piece: _Piece, term: Term) -> int:
    """How well the words fit the term; below zero where the currency or the unit is another one."""
    money = [currencies_of(word) for word in piece.words if currencies_of(word)]
    if money and not any(term.currency in codes for codes in money):
        return -1
    units = sum(_fits(word, term) for word in piece.words)
    names = sum(_named(word, term) for word in piece.naming)
    return 4 * names + 2 * units + len(money)


def _unplaced(read: Sequence[Sequence["_Piece | str"]], terms: Mapping[int, Term]) -> Iterator[str]:
    for part in read:
        for piece in part:
            if isinstance(piece, str):
                yield piece
            elif piece.term is None:
                yield piece.text
            else:
                for words in (piece.before, piece.after):
                    rest = " ".join(word for word in words if not _spoken_for(word, terms[piece.term]))
                    if rest:
                        yield rest


def _spoken_for(word: str, term: Term) -> bool:
    """Whether a word beside a placed amount said no more than where it belongs."""
    linking = word.casefold() in _LINKING
    return linking or bool(currencies_of(word)) or _named(word, term) or _fits(word, term)
