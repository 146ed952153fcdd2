"""Packages that are worth the same to us: several offers to put on the table together, so that they can choose.

A package is worth the weighted mean of its terms: 0 at our walk-away, 1 at the best we would ask for, straight in
between (the additive value model of decision analysis; see Keeney and Raiffa, "Decisions with Multiple Objectives").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from negdesk.domain.plan import Term
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

MOST = 3
TOLERANCE = Decimal("0.02")
"""Two packages that differ by no more than this on the scale from 0 to 1 are worth the same to us."""

_STEPS = 20
"""In so many steps, of a round size, an amount goes from one end of its range to the other at least."""

_LEVELS = 24
"""How finely the trade between two terms is searched."""


@dataclass(frozen=True, slots=True)
class Package:
    """One value for each term that can be traded.

    `worth` is what it is worth to us, from 0 (every walk-away) to 1. `theirs` is the same for them as far as we know
    their walk-away and target, every term counting alike; None where we know of no term. `beyond_theirs` names the
    terms where it asks for more than we think they can give.
    """

    values: Mapping[int, Decimal]
    worth: Decimal
    theirs: Decimal | None
    beyond_theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Range:
    """A term that can be traded: from our walk-away to the best we would ask for, in round steps."""

    term_id: int
    worst: Decimal
    best: Decimal
    weight: int
    step: Decimal

    def worth(self, value: Decimal) -> Decimal:
        return (value - self.worst) / (self.best - self.worst)

    def at(self, share: Decimal) -> Decimal:
        """The round value that is worth about `share`, never past either end."""
        exact = self.worst + (self.best - self.worst) * min(max(share, Decimal(0)), Decimal(1))
        low, high = min(self.worst, self.best), max(self.worst, self.best)
        steps = ((exact - self.worst) / self.step).to_integral_value(ROUND_HALF_EVEN)
        return min(max(self.worst + steps * self.step, low), high)


def equal_packages(terms: Mapping[int, Term], like: Mapping[int, Decimal] | None = None) -> tuple[Package, ...]:
    """Up to three packages worth the same to us, as different from each other as the plan allows.

    They are worth as much as the package `like`, such as our last offer, or else as our targets; a term that `like`
    does not name counts at its target. No value is past a walk-away. The one that we think suits them best comes first.
    Raises `Refusal` where fewer than two terms have a walk-away and a target or an opening that differ.
    """
    ranges = [each for each in (_range(term_id, term) for term_id, term in terms.items()) if each is not None]
    if len(ranges) < 2:
        raise Refusal(t("Two terms with a walk-away and a target make packages. Fill them in the plan first."))
    aim = _aim(ranges, terms, like or {})
    whole = [replace(each, step=max(each.step, Decimal(1))) if _whole(terms[each.term_id]) else each for each in ranges]
    packages = _chosen(whole, terms, aim)
    finer = _chosen(ranges, terms, aim) if len(packages) < 2 else ()
    return finer if len(finer) > len(packages) else packages


def _whole(term: Term) -> bool:
    """Whether a term comes in whole numbers, as days and pieces do, as far as its amounts in the plan say."""
    known = (term.opening, term.target, term.walk_away)
    return not term.currency and all(amount % 1 == 0 for amount in known if amount is not None)


def _chosen(ranges: Sequence[_Range], terms: Mapping[int, Term], aim: Decimal) -> tuple[Package, ...]:
    """As `equal_packages`, in the steps of these ranges; none where nothing in such steps is worth as much."""
    near = [values for values in _candidates(ranges, aim) if _near(ranges, values, aim)]
    packages = {tuple(values): _package(ranges, terms, values) for values in near}
    # What they cannot give, as far as we know, is only put on the table where there is nothing else.
    fewest = min((len(package.beyond_theirs) for package in packages.values()), default=0)
    fitting = [list(values) for values, package in packages.items() if len(package.beyond_theirs) == fewest]
    chosen = [packages[tuple(values)] for values in _most_different(ranges, fitting)]
    return tuple(sorted(chosen, key=lambda package: -(package.theirs if package.theirs is not None else Decimal(-1))))


def worth_of(terms: Mapping[int, Term], values: Mapping[int, Decimal]) -> Decimal | None:
    """What an offer is worth to us on the terms it names, below 0 past our walk-aways; None where it names none."""
    ranges = [_range(each, terms[each]) for each in values if each in terms]
    known = [each for each in ranges if each is not None]
    return _mean(known, [values[each.term_id] for each in known]) if known else None


def _range(term_id: int, term: Term) -> _Range | None:
    best = term.opening if term.opening is not None else term.target
    if best is None or term.walk_away is None or best == term.walk_away:
        return None
    return _Range(term_id, term.walk_away, best, term.weight, _round_step(abs(best - term.walk_away)))


def _round_step(length: Decimal) -> Decimal:
    """The largest of 1, 2 or 5 times a power of ten that goes at least so many times into `length`."""
    power = Decimal(1).scaleb((length / _STEPS).adjusted())
    return next(power * times for times in (5, 2, 1) if power * times * _STEPS <= length)


def _aim(ranges: Sequence[_Range], terms: Mapping[int, Term], like: Mapping[int, Decimal]) -> Decimal:
    values = []
    for each in ranges:
        target = terms[each.term_id].target
        values.append(like.get(each.term_id, each.best if target is None else target))
    return min(max(_mean(ranges, values), Decimal(0)), Decimal(1))


def _mean(ranges: Sequence[_Range], values: Sequence[Decimal]) -> Decimal:
    whole = sum(each.weight for each in ranges)
    worth = sum((each.weight * each.worth(value) for each, value in zip(ranges, values, strict=True)), Decimal(0))
    return worth / whole


def _near(ranges: Sequence[_Range], values: Sequence[Decimal], aim: Decimal) -> bool:
    return abs(_mean(ranges, values) - aim) <= TOLERANCE


def _candidates(ranges: Sequence[_Range], aim: Decimal) -> Iterator[list[Decimal]]:
    """Packages around the aim: all terms alike; and each term firm or soft, while all others make up for it alike, or
    one of the heaviest others alone."""
    yield [each.at(aim) for each in ranges]
    whole = sum(each.weight for each in ranges)
    heaviest = sorted(range(len(ranges)), key=lambda place: -ranges[place].weight)
    for number, one in enumerate(ranges):
        others = [place for place in heaviest if place != number]
        for level in range(_LEVELS + 1):
            share = Decimal(level) / _LEVELS
            rest = (aim * whole - share * one.weight) / (whole - one.weight)
            for even, taker in ((rest, others[0]), *((aim, place) for place in others[:2])):
                shares = [share if place == number else even for place in range(len(ranges))]
                if 0 <= even <= 1:
                    yield _evened(ranges, aim, shares, taker)


def _evened(ranges: Sequence[_Range], aim: Decimal, shares: Sequence[Decimal], taker: int) -> list[Decimal]:
    """These shares in round values; the term `taker` takes up what is missing to the aim, as far as it can."""
    values = [each.at(share) for each, share in zip(ranges, shares, strict=True)]
    whole = sum(each.weight for each in ranges)
    without = sum(
        (each.weight * each.worth(values[place]) for place, each in enumerate(ranges) if place != taker), Decimal(0)
    )
    values[taker] = ranges[taker].at((aim * whole - without) / ranges[taker].weight)
    return values


def _most_different(ranges: Sequence[_Range], found: Sequence[list[Decimal]]) -> list[list[Decimal]]:
    """Up to three that are far from each other, each the furthest from those before (Gonzalez' way); only those that
    really differ, and the first of `found` where none does."""
    chosen: list[list[Decimal]] = []
    seed = found[:1]
    while seed and len(chosen) < MOST:
        others = chosen or seed
        best = max(found, key=lambda values: min(_apart(ranges, values, other) for other in others))
        if min(_apart(ranges, best, other) for other in others) < TOLERANCE:
            return chosen or list(seed)
        chosen.append(best)
    return chosen


def _apart(ranges: Sequence[_Range], one: Sequence[Decimal], other: Sequence[Decimal]) -> Decimal:
    """How far two packages are from each other: the weighted mean of how far their terms are."""
    whole = sum(each.weight for each in ranges)
    pairs = zip(ranges, one, other, strict=True)
    return sum((each.weight * abs(each.worth(a) - each.worth(b)) for each, a, b in pairs), Decimal(0)) / whole


def _package(ranges: Sequence[_Range], terms: Mapping[int, Term], values: Sequence[Decimal]) -> Package:
    held = {each.term_id: value for each, value in zip(ranges, values, strict=True)}
    shares = {term_id: _their_share(terms[term_id], value) for term_id, value in held.items()}
    known = [share for share in shares.values() if share is not None]
    return Package(
        values=held,
        worth=_mean(ranges, values),
        theirs=_average(min(max(share, Decimal(0)), Decimal(1)) for share in known) if known else None,
        beyond_theirs=tuple(
            terms[term_id].name for term_id, share in shares.items() if share is not None and share < 0
        ),
    )


def _their_share(term: Term, value: Decimal) -> Decimal | None:
    """What a value is worth to them: 0 at their walk-away, 1 at their target, as far as we think we know both."""
    worst, best = term.their_walk_away, term.their_target
    if worst is None or best is None or worst == best:
        return None
    return (value - worst) / (best - worst)


def _average(shares: Iterable[Decimal]) -> Decimal:
    held = list(shares)
    return sum(held, Decimal(0)) / len(held)
