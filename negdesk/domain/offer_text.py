"""An offer as it is typed in the meeting, put in its places: ``650, 160 t, 14 days``, ``price 650; volume 160``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negdesk.domain.money import NumberFormat, currencies_of, fits_unit
from negdesk.domain.offer_amounts import PUNCTUATION, amount_of, amounts_in, says_a_range, touches
from negdesk.domain.plan import Term

_BREAKS = re.compile(r"([;\n·|]|,(?!\d)|(?<!\d),|\s/\s)")
_WORDS = re.compile(r"(?:/\s*|\bper\s+)[^\W\d_][\w'\u2019-]*|[^\W\d_][\w'\u2019-]*|\w+|[^\w\s]", re.IGNORECASE)
_RATE = re.compile(r"(?:/|per\s)\s*(.+)", re.IGNORECASE)
_LINKING = frozenset({"a", "an", "and", "at", "for", "in", "is", "of", "on", "per", "the", "to", "with"})
"""Words that only join the others."""
_SAYS_WHEN = frozenset({"in", "on"})
"""Those of them after which a number alone is no amount: "650 in 2027"."""
_SAYS_DAYS = frozenset({"net"})
"""Words of payment that mean a term counted in days."""
_SHORTEST = 3
"""So many letters of a word in a term's name are enough to mean it."""


@dataclass(frozen=True, slots=True)
class ReadOffer:
    """The amounts of an offer by term, and what of the text found no place, in its order.

    `placed` is all the rest of the text: the amounts as typed, what named their terms, linking words, punctuation.
    """

    values: dict[int, Decimal]
    unplaced: tuple[str, ...]
    placed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Piece:
    """One amount with the words around it, as far as they are its own."""

    number: str
    before: list[str]
    after: list[str]
    tight: bool = False
    """Whether the first word after it touches it: ``160t``."""
    term: int | None = None
    value: Decimal | None = None

    @property
    def words(self) -> list[str]:
        return [*self.before, *self.after]

    @property
    def is_rate(self) -> bool:
        """Whether it is so much for each of something: ``650/t``, ``650 € per t``."""
        after = self.after[1:2] if self.after and currencies_of(self.after[0]) else self.after[:1]
        return any(_each(word) for word in after)

    @property
    def text(self) -> str:
        number, after = (self.number + self.after[0], self.after[1:]) if self.tight else (self.number, self.after)
        return " ".join([*self.before, number, *after]).strip()


def read_offer(text: str, terms: Mapping[int, Term], number_format: NumberFormat) -> ReadOffer:
    """Put each amount of `text` on a term: by words of the term's name, its unit, its currency, else in order.

    What says where it belongs is placed first; an amount without a word takes the first term left, in the order of
    `terms`. Nothing is guessed: an amount with a unit or a currency that no term has, a range, a second amount for one
    term, an amount that may be meant for several terms, an amount too many, one behind others whose words say nothing
    here ("640 instead of 650"), and such words are returned in `unplaced`. Nothing is dropped: every character but
    blanks is in `placed` or `unplaced`. Never raises.
    """
    marks: list[str] = []
    names = _names_beside_words(terms)
    parts = _parts(text, names, marks)
    read = [_pieces(part, terms, number_format, names, marks) for part in parts if part.strip()]
    pieces = [piece for part in read for piece in part if isinstance(piece, _Piece)]
    for piece in pieces:
        piece.value = amount_of(piece.number, number_format)
    amounts = [piece for piece in pieces if piece.value is not None and not _says_more(piece)]
    _place_hinted([piece for piece in amounts if _has_hint(piece, terms)], terms)
    taken = {piece.term for piece in amounts}
    left = (key for key in terms if key not in taken)
    for piece in amounts:
        if not _has_hint(piece, terms) and _goes_on(piece, first=piece is pieces[0]):
            piece.term = next(left, None)
    values = {piece.term: piece.value for piece in pieces if piece.term is not None and piece.value is not None}
    placed, unplaced = _sorted_out(read, terms)
    return ReadOffer({key: values[key] for key in terms if key in values}, tuple(unplaced), (*placed, *marks))


def _parts(text: str, names: "re.Pattern[str] | None", marks: list[str]) -> list[str]:
    """The text between its breaks, which go to `marks`; a sign in the name of a term breaks nothing."""
    parts, start = [], 0
    for found in _BREAKS.finditer(_without(names, text)):
        parts.append(text[start : found.start()])
        marks.append(found[0].strip())
        start = found.end()
    return [*parts, text[start:]]


def _names_beside_words(terms: Mapping[int, Term]) -> "re.Pattern[str] | None":
    """What finds the names of terms that hold a digit or a sign, the longest first; nothing where no name does."""
    names = [term.name for term in terms.values() if not term.name.replace(" ", "").isalpha()]
    spelt = sorted((name for name in names if any(map(str.isalpha, name))), key=len, reverse=True)
    said = [r"\s+".join(map(re.escape, name.split())) for name in spelt]
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(said)})(?!\w|[.,]\d)", re.IGNORECASE) if said else None


def _without(names: "re.Pattern[str] | None", text: str) -> str:
    """`text`, as long as before, with letters in place of these names: nothing in them is taken for an amount or a
    break."""
    return text if names is None else names.sub(lambda found: "n" * len(found[0]), text)


def _pieces(
    part: str,
    terms: Mapping[int, Term],
    number_format: NumberFormat,
    names: "re.Pattern[str] | None",
    marks: list[str],
) -> list["_Piece | str"]:
    """The amounts of a part with their words; a part without any, or with a range, as it is."""
    nameless = _without(names, part)
    found = amounts_in(nameless, number_format, [term.unit for term in terms.values()])
    if not found or says_a_range(nameless):
        return [part.strip()]
    pieces: list[_Piece | str] = []
    before = _words(part[: found[0].start()], marks)
    behind = len(found) > 1 and not _any_named(before, terms)
    behind = behind and _any_named(_words(part[found[-1].end() :], []), terms)
    for at, match in enumerate(found):
        last = at + 1 == len(found)
        between = part[match.end() : None if last else found[at + 1].start()]
        after, rest = (_words(between, marks), []) if last else _shared(between, terms, marks, behind)
        number = match[0].strip().rstrip(".,")
        marks.append(match[0].strip()[len(number) :])
        pieces.append(_Piece(number, before, after, number == match[0] and touches(between) and bool(after)))
        before = rest
    return pieces


def _words(text: str, marks: list[str]) -> list[str]:
    """The words and signs of a text that say something; the punctuation goes to `marks`."""
    words = _WORDS.findall(text)
    marks += [word for word in words if word in PUNCTUATION]
    return [word for word in words if word not in PUNCTUATION]


def _shared(between: str, terms: Mapping[int, Term], marks: list[str], behind: bool) -> tuple[list[str], list[str]]:
    """The words between two amounts: a unit, a currency and what touches it belong to the one before, the others to the
    one after; where names stand `behind` their amounts, they do as far as the word that joins the next."""
    words = _words(between, marks)
    glued = words[-1:] if words and not between[-1:].isspace() and currencies_of(words[-1]) else []
    words = words[: len(words) - len(glued)]
    split = 1 if words and touches(between) else 0
    while split < min(len(words), 2) and (currencies_of(words[split]) or _is_unit(words[split], terms)):
        split += 1
    if behind:
        ends = (
            at for at, word in enumerate(words) if at >= split and (word.casefold() == "and" or currencies_of(word))
        )
        split = next(ends, len(words))
    return words[:split], words[split:] + glued


def _each(word: str) -> str:
    """What an amount is for each of, in small letters: ``t`` of ``/t`` and ``per t``; nothing for any other word."""
    match = _RATE.fullmatch(word)
    return match[1].casefold() if match is not None else ""


def _naming(piece: _Piece, terms: Mapping[int, Term]) -> list[str]:
    """The words which may name the term: those before the amount, and the first one behind it, its unit and currency;
    further behind they are another thought: "650 if we pay"."""
    after = piece.after
    of_amount = next((at for at, word in enumerate(after) if not (currencies_of(word) or _is_unit(word, terms))), None)
    if of_amount == 0 or not after:
        return [*piece.before, *after[:1]]
    rest = after[of_amount:] if of_amount is not None else []
    return [*piece.before, *[word for word in rest if word.casefold() not in _LINKING][:1]]


def _any_named(words: Sequence[str], terms: Mapping[int, Term]) -> bool:
    return any(_named(word, term) for word in words for term in terms.values())


def _goes_on(piece: _Piece, first: bool) -> bool:
    """Whether an amount that nothing names may be that of the next term: the first one, or one that is only joined."""
    words = [word.casefold() for word in piece.before]
    if words and words[-1] in _SAYS_WHEN:
        return False
    return first or (all(word in _LINKING for word in words) and words[-1:] != ["of"])


def _is_unit(word: str, terms: Mapping[int, Term]) -> bool:
    return bool(_each(word)) or any(term.unit and fits_unit(word, term.unit) for term in terms.values())


def _named(word: str, term: Term) -> bool:
    """Whether a word is one of the term's name, or the beginning of one."""
    each = _each(word)
    typed = each or word.casefold()
    if typed in _LINKING or typed not in term.name.casefold():
        return False
    names = [_each(name) or name.casefold() for name in _WORDS.findall(term.name)]
    return typed in names or (not each and len(typed) >= _SHORTEST and any(name.startswith(typed) for name in names))


def _fits(word: str, term: Term) -> bool:
    """Whether a word, not a linking one, is the term's unit or belongs to it."""
    if not term.unit or word.casefold() in _LINKING:
        return False
    if each := _each(word):
        return f"/{each}" in term.unit.casefold().replace(" per ", "/")
    days = word.casefold() in _SAYS_DAYS and term.unit.casefold().startswith("day")
    return days or fits_unit(word, term.unit) or word.casefold() in term.unit.casefold().split()


def _has_hint(piece: _Piece, terms: Mapping[int, Term]) -> bool:
    """Whether a word beside the amount says where it belongs, or that it belongs nowhere."""
    if piece.is_rate or any(currencies_of(word) for word in piece.words) or _strange_unit(piece, terms):
        return True
    return _any_named(_naming(piece, terms), terms) or any(
        _fits(word, term) for word in piece.words for term in terms.values()
    )


def _strange_unit(piece: _Piece, terms: Mapping[int, Term]) -> bool:
    """Whether one word alone follows the amount, or touches it, and is no unit, name or currency of any term."""
    after = [word for word in piece.after if word.casefold() not in _LINKING and not currencies_of(word)]
    after = [word for word in after if not _each(word) and (word[0].isalnum() or word[0] in "_%")]
    if not after or any(_named(after[0], term) or _fits(after[0], term) for term in terms.values()):
        return False
    return len(after) == 1 or (piece.tight and after[0] == piece.after[0])


def _says_more(piece: _Piece) -> bool:
    """Whether a sign before the amount makes something else of it, as in ≈650 or #4."""
    sign = piece.before[-1] if piece.before else ""
    return bool(sign) and not sign[0].isalnum() and sign[0] not in "_%" and not currencies_of(sign) and not _each(sign)


def _place_hinted(pieces: Sequence[_Piece], terms: Mapping[int, Term]) -> None:
    """Give each amount the term that its words mean.

    Those that mean one term come first. Where they could mean several, and there are as many such amounts as terms,
    they go by the order of the terms; where there are fewer, nobody can know, and they stay without one.
    """
    meant = {id(piece): _meant(piece, terms) for piece in pieces}
    taken: set[int] = set()
    for piece in pieces:
        if len(meant[id(piece)]) == 1 and meant[id(piece)][0] not in taken:
            piece.term = meant[id(piece)][0]
            taken.add(piece.term)
    for keys in dict.fromkeys(meant.values()):
        rivals = [piece for piece in pieces if meant[id(piece)] == keys]
        left = [key for key in keys if key not in taken]
        if len(keys) > 1 and len(rivals) >= len(left):
            for piece, key in zip(rivals, left, strict=False):
                piece.term = key
                taken.add(key)


def _meant(piece: _Piece, terms: Mapping[int, Term]) -> tuple[int, ...]:
    """The terms that fit the words best, in their order; none where no term fits or a word belongs to no term."""
    naming = _naming(piece, terms)
    scores = {key: _score(piece, naming, term) for key, term in terms.items()}
    best = max(scores.values(), default=0)
    if best <= 0 or _strange_unit(piece, terms):
        return ()
    return tuple(key for key, score in scores.items() if score == best)


def _score(piece: _Piece, naming: Sequence[str], term: Term) -> int:
    """How well the words fit the term; below zero where the currency or the unit is another one."""
    money = [currencies_of(word) for word in piece.words if currencies_of(word)]
    if money and not any(term.currency in codes for codes in money):
        return -1
    units = sum(_fits(word, term) for word in piece.words)
    names = sum(_named(word, term) for word in naming)
    # “Price” said is the term “Price”, although “Price per unit” has that word too.
    whole = {word.casefold() for word in naming} == {word.casefold() for word in _WORDS.findall(term.name)}
    rate = piece.is_rate and bool(term.currency)  # so much for each is money, and no amount of what it is for
    quantity = bool(units) and not term.currency  # and 160 t are no price per tonne
    return 4 * names + 2 * units + len(money) + whole + rate + quantity


def _sorted_out(read: Sequence[Sequence["_Piece | str"]], terms: Mapping[int, Term]) -> tuple[list[str], list[str]]:
    """What found its place and what did not, each in the order of the text."""
    placed: list[str] = []
    unplaced: list[str] = []
    for piece in (piece for part in read for piece in part):
        if isinstance(piece, str):
            unplaced.append(piece)
        elif piece.term is None:
            unplaced.append(piece.text)
        else:
            placed.append(piece.number)
            for words in (piece.before, piece.after):
                spoken = [word for word in words if _spoken_for(word, terms[piece.term])]
                placed += spoken
                rest = " ".join(word for word in words if word not in spoken)
                if rest:
                    unplaced.append(rest)
    return placed, unplaced


def _spoken_for(word: str, term: Term) -> bool:
    """Whether a word beside a placed amount said no more than where it belongs."""
    linking = word.casefold() in _LINKING
    money = bool(currencies_of(word)) or (bool(_each(word)) and bool(term.currency))
    return linking or money or _named(word, term) or _fits(word, term)
