"""The plan: terms, alternatives, if-thens, questions and authority. How ready it is stands in `readiness`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from negdesk.domain.checking import check_amount, check_currency, check_steps, keep
from negdesk.domain.money import canonical
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT, clean_line, clean_text
from negdesk.domain.wording import t


@dataclass(frozen=True, slots=True)
class Term:
    """A negotiable item. For us it goes from `opening` over `target` to `walk_away`; theirs are estimates.

    Where more is better for us the three fall, else they rise; each may be unknown, and equal ones are allowed.
    """

    name: str
    unit: str = ""
    currency: str = ""
    more_is_better: bool = False
    opening: Decimal | None = None
    target: Decimal | None = None
    walk_away: Decimal | None = None
    weight: int = 3
    their_target: Decimal | None = None
    their_walk_away: Decimal | None = None
    their_source: str = ""
    authority_limit: Decimal | None = None

    def __post_init__(self) -> None:
        keep(
            self,
            name=clean_line(self.name, "name", NAME_LIMIT, required=True),
            unit=clean_line(self.unit, "unit", limit=40),
            currency=check_currency(self.currency),
            their_source=clean_line(self.their_source, "their_source"),
        )
        check_steps(self.weight, 1, 5, "weight")
        for field in ("opening", "target", "walk_away", "their_target", "their_walk_away", "authority_limit"):
            check_amount(getattr(self, field), field)
        check_order(self.more_is_better, self.opening, self.target, self.walk_away)

    def at_least_as_good(self, value: Decimal, as_: Decimal) -> bool:
        """Whether `value` is as good for us as `as_`, or better."""
        return _at_least_as_good(self.more_is_better, value, as_)


def _at_least_as_good(more_is_better: bool, value: Decimal, as_: Decimal) -> bool:
    return value >= as_ if more_is_better else value <= as_


def check_order(
    more_is_better: bool,
    opening: Decimal | None,
    target: Decimal | None,
    walk_away: Decimal | None,
    write: Callable[[Decimal], str] = canonical,
) -> None:
    """Refuses amounts of which the opening is not the best for us or the walk-away not the least good.

    Each refusal is about the later of the two, which `write` writes as the user does.
    """
    as_good = partial(_at_least_as_good, more_is_better)
    if opening is not None and target is not None and not as_good(opening, target):
        sentence = (
            t("The opening ({opening}) must not be below the target ({target}), as more is better for us here. "
              "Open at {target} or more, or change the target or the direction (⋯).",
              opening=write(opening), target=write(target))
            if more_is_better
            else t("The opening ({opening}) must not be above the target ({target}), as less is better for us here. "
                   "Open at {target} or less, or change the target or the direction (⋯).",
                   opening=write(opening), target=write(target))
        )  # fmt: skip
        raise Refusal(sentence, "opening")
    if walk_away is None:
        return
    if target is not None and not as_good(target, walk_away):
        sentence = (
            t("The walk-away ({walk_away}) must not be better for us than the target ({target}). "
              "Write {target} or less, or change the target or the direction (⋯).",
              walk_away=write(walk_away), target=write(target))
            if more_is_better
            else t("The walk-away ({walk_away}) must not be better for us than the target ({target}). "
                   "Write {target} or more, or change the target or the direction (⋯).",
                   walk_away=write(walk_away), target=write(target))
        )  # fmt: skip
        raise Refusal(sentence, "walk_away")
    if opening is not None and not as_good(opening, walk_away):
        raise Refusal(
            t("The walk-away ({walk_away}) must not be better for us than the opening ({opening}). "
              "Change one of the two, or the direction (⋯).",
              walk_away=write(walk_away), opening=write(opening)),
            "walk_away",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a side does if there is no deal; theirs as far as we know. It is not the walk-away."""

    side: Side
    text: str

    def __post_init__(self) -> None:
        keep(self, text=clean_text(self.text, "text", required=True))


@dataclass(frozen=True, slots=True)
class IfThen:
    """ "If they …, then I …": a reply thought out beforehand."""

    if_text: str
    then_text: str = ""
    used_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(
            self,
            if_text=clean_line(self.if_text, "if_text", required=True),
            then_text=clean_line(self.then_text, "then_text"),
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask them, and what they answered."""

    text: str
    answer: str = ""
    asked_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, text=clean_line(self.text, "text", required=True), answer=clean_text(self.answer, "answer"))


@dataclass(frozen=True, slots=True)
class Authority:
    """Who can sign for a side, and how far; `limit_amount` is in the negotiation's currency."""

    side: Side
    who: str = ""
    limit_amount: Decimal | None = None
    limit_note: str = ""
    evidence: str = ""

    def __post_init__(self) -> None:
        check_amount(self.limit_amount, "limit_amount", negative=False)
        for field in ("who", "limit_note", "evidence"):
            keep(self, **{field: clean_line(getattr(self, field), field)})
