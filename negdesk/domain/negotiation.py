"""A negotiation: its two sides, its stage and the moves between stages, the four lamps, and the look back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from negdesk.domain.checking import check_currency, check_steps, keep
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import TITLE_LIMIT, clean_line, clean_text, listed
from negdesk.domain.wording import mark, t


class Side(StrEnum):
    """One of the two sides of the table."""

    US = "us"
    THEM = "them"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.THEM if self is Side.US else Side.US

    @property
    def label(self) -> str:
        """The side's name on the screen."""
        return t("Us") if self is Side.US else t("Them")


class Stage(StrEnum):
    """How far a negotiation has come. None of these is better than another."""

    PLANNING = "planning"
    MEETING = "meeting"
    AGREED_IN_PRINCIPLE = "agreed_in_principle"
    AGREED = "agreed"
    PAUSED = "paused"
    NO_DEAL = "no_deal"

    @property
    def label(self) -> str:
        """The stage's name on the screen."""
        return t(_STAGE_LABELS[self])

    @property
    def open(self) -> bool:
        """Whether there is still something to do before it is agreed, paused or left."""
        return self in (Stage.PLANNING, Stage.MEETING, Stage.AGREED_IN_PRINCIPLE)


_STAGE_LABELS = {
    Stage.PLANNING: mark("Planning"),
    Stage.MEETING: mark("Meeting"),
    Stage.AGREED_IN_PRINCIPLE: mark("Agreed in principle"),
    Stage.AGREED: mark("Agreed"),
    Stage.PAUSED: mark("Paused"),
    Stage.NO_DEAL: mark("No deal"),
}

MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.PLANNING: frozenset(Stage) - {Stage.PLANNING},
    Stage.MEETING: frozenset(Stage) - {Stage.MEETING},
    Stage.AGREED_IN_PRINCIPLE: frozenset({Stage.MEETING, Stage.AGREED, Stage.PAUSED, Stage.NO_DEAL}),
    Stage.AGREED: frozenset({Stage.MEETING}),
    Stage.PAUSED: frozenset({Stage.PLANNING, Stage.MEETING, Stage.NO_DEAL}),
    Stage.NO_DEAL: frozenset({Stage.PLANNING, Stage.MEETING}),
}
"""Where a negotiation may go from each stage."""

_NO_MOVE = {
    Stage.PLANNING: mark("This is in planning already."),
    Stage.MEETING: mark("This is in the meeting stage already."),
    Stage.AGREED_IN_PRINCIPLE: mark("This is agreed in principle. Meet again to change it, or mark it as agreed."),
    Stage.AGREED: mark("This is agreed. Open it again with a meeting; the agreement then gets its next version."),
    Stage.PAUSED: mark("This is paused. Take it up again in planning or with a meeting first."),
    Stage.NO_DEAL: mark("This ended without a deal. Take it up again in planning or with a meeting first."),
}


@dataclass(frozen=True, slots=True)
class Negotiation:
    """What is negotiated, how far it has come, and what would be good for each side."""

    title: str
    context: str = ""
    currency: str = ""
    stage: Stage = Stage.PLANNING
    outcome_us: str = ""
    outcome_them: str = ""
    note: str = ""
    created_at: datetime | None = None
    stage_changed_at: datetime | None = None
    binned_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(
            self,
            title=clean_line(self.title, "title", TITLE_LIMIT, required=True),
            context=clean_line(self.context, "context"),
            currency=check_currency(self.currency),
            outcome_us=clean_text(self.outcome_us, "outcome_us"),
            outcome_them=clean_text(self.outcome_them, "outcome_them"),
            note=clean_text(self.note, "note"),
        )


@dataclass(frozen=True, slots=True)
class Party:
    """What a counterpart does in one negotiation."""

    decides: bool = False
    advises: bool = False
    signs: bool = False
    speaks: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """The words for what they do: decides, advises, signs, speaks."""
        held = (
            (self.decides, t("decides")),
            (self.advises, t("advises")),
            (self.signs, t("signs")),
            (self.speaks, t("speaks")),
        )
        return tuple(word for does, word in held if does)


class LampKind(StrEnum):
    """What it takes from each side to end: the will to commit, and the authority to."""

    WANTS = "wants"
    CAN_SIGN = "can_sign"

    @property
    def label(self) -> str:
        """The name of the lamps' row on the screen."""
        return t("Wants this") if self is LampKind.WANTS else t("Can sign")


LAMPS: tuple[tuple[Side, LampKind], ...] = (
    (Side.US, LampKind.WANTS),
    (Side.US, LampKind.CAN_SIGN),
    (Side.THEM, LampKind.WANTS),
    (Side.THEM, LampKind.CAN_SIGN),
)
"""The four lamps in the order in which they are shown."""

_LAMP_LABELS = {
    (Side.US, LampKind.WANTS): mark("We want this"),
    (Side.US, LampKind.CAN_SIGN): mark("We can sign"),
    (Side.THEM, LampKind.WANTS): mark("They want this"),
    (Side.THEM, LampKind.CAN_SIGN): mark("They can sign"),
}
_WAITING_FOR = {
    (Side.US, LampKind.WANTS): mark("our own yes"),
    (Side.US, LampKind.CAN_SIGN): mark("someone who can sign for us"),
    (Side.THEM, LampKind.WANTS): mark("their yes"),
    (Side.THEM, LampKind.CAN_SIGN): mark("someone who can sign for them"),
}


def lamp_label(side: Side, kind: LampKind) -> str:
    """A lamp in words, such as ``They can sign``."""
    return t(_LAMP_LABELS[side, kind])


@dataclass(frozen=True, slots=True)
class Lamp:
    """Whether one side wants this, or can sign it; who says so and on what evidence."""

    side: Side
    kind: LampKind
    lit: bool = False
    who: str = ""
    evidence: str = ""
    set_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, who=clean_line(self.who, "who"), evidence=clean_line(self.evidence, "evidence"))

    @property
    def label(self) -> str:
        """The lamp in words, such as ``They can sign``."""
        return lamp_label(self.side, self.kind)


@dataclass(frozen=True, slots=True)
class LookBack:
    """How both sides felt about it afterwards, in five steps each; what is not answered is None."""

    outcome_us: int | None = None
    outcome_them: int | None = None
    ourselves_us: int | None = None
    ourselves_them: int | None = None
    way_us: int | None = None
    way_them: int | None = None
    relationship_us: int | None = None
    relationship_them: int | None = None
    learnt: str = ""
    written_at: datetime | None = None

    def __post_init__(self) -> None:
        for topic in LOOK_BACK_TOPICS:
            for side in Side:
                field = f"{topic}_{side}"
                check_steps(getattr(self, field), 1, 5, field)
        keep(self, learnt=clean_text(self.learnt, "learnt"))


LOOK_BACK_TOPICS = ("outcome", "ourselves", "way", "relationship")
"""The four questions of a look-back, each asked for us and as we think for them."""


def dark_lamps(lamps: Iterable[Lamp]) -> tuple[tuple[Side, LampKind], ...]:
    """Which of the four are not lit, in the order of `LAMPS`; one that is not among `lamps` is dark."""
    lit = {(lamp.side, lamp.kind) for lamp in lamps if lamp.lit}
    return tuple(lamp for lamp in LAMPS if lamp not in lit)


def waiting_for(lamps: Iterable[Lamp]) -> str:
    """``Agreed in principle: waiting for their yes``, naming every dark lamp; with all four lit it says just that."""
    missing = [t(_WAITING_FOR[lamp]) for lamp in dark_lamps(lamps)]
    if not missing:
        return t("Both sides want this and can sign it")
    return t("Agreed in principle: waiting for {what}", what=listed(missing))


def may_move(current: Stage, to: Stage) -> bool:
    """Whether the table of moves has this one."""
    return to in MOVES[current]


def move_to(current: Stage, to: Stage, lamps: Iterable[Lamp] = (), anything_agreed: bool = True) -> None:
    """Check a move between stages; returns where it may be made, raises `Refusal` with the reason where not.

    *Agreed* takes all four lamps, and *agreed* and *agreed in principle* take something both said yes to
    (`anything_agreed`). With a lamp dark the refusal names each that is, and `offers` ``agreed_in_principle`` where
    that can be done instead. *No deal* takes nothing: leaving is always possible from where one is still talking.
    """
    if not may_move(current, to):
        raise Refusal(t(_NO_MOVE[current]), "stage")
    if to in (Stage.AGREED, Stage.AGREED_IN_PRINCIPLE) and not anything_agreed:
        raise Refusal(t("Nothing was agreed yet. Mark an offer, a give or a get as accepted first."), "stage")
    if to is not Stage.AGREED:
        return
    dark = dark_lamps(lamps)
    if not dark:
        return
    names = listed([f"“{lamp_label(*lamp)}”" for lamp in dark])
    if may_move(current, Stage.AGREED_IN_PRINCIPLE):
        raise Refusal(
            t("Not yet: {lamps} is not lit. Light it, or mark this as agreed in principle until then.", lamps=names)
            if len(dark) == 1
            else t("Not yet: {lamps} are not lit. Light them, or mark this as agreed in principle until then.",
                   lamps=names),
            "stage",
            offers=Stage.AGREED_IN_PRINCIPLE.value,
        )  # fmt: skip
    raise Refusal(
        t("Not yet: {lamps} is not lit. Light it first.", lamps=names)
        if len(dark) == 1
        else t("Not yet: {lamps} are not lit. Light them first.", lamps=names),
        "stage",
    )


def no_deal_sentence(has_alternative: bool) -> str:
    """What to say where it ended without a deal: often that is the good outcome, and the alternative the way on."""
    if has_alternative:
        return t("No deal is a good outcome where our alternative is better. Go on with that, and stay in touch.")
    return t("No deal can be a good outcome. Write down what we do instead, and stay in touch.")


_CLEAR_DIFFERENCE = 3
"""Steps of value by which one side's gives must exceed the other's, besides being at least twice as much."""


def lopsided(given_value: int, got_value: int, look_back: LookBack | None = None) -> str:
    """A gentle sentence where one side seems to have much more from it than the other; empty otherwise.

    `given_value` and `got_value` are the summed values of the accepted gives and gets. How both sides felt weighs more
    than the count: where the look-back answers at least two questions for both, it alone is asked. Swapping the sides
    always swaps the sentence for the one about the other side.
    """
    felt = _felt_difference(look_back) if look_back is not None else None
    if felt is not None:
        count, steps = felt
        if 2 * steps >= 3 * count:
            return t("This seems to feel much better for us than for them. A call could show what they still need.")
        if -2 * steps >= 3 * count:
            return t("This seems to feel much better for them than for us. We could tell them what we still need.")
        return ""
    if got_value - given_value >= _CLEAR_DIFFERENCE and got_value >= 2 * given_value:
        return t("They give much more than they get here. A little more from us could make it good for both.")
    if given_value - got_value >= _CLEAR_DIFFERENCE and given_value >= 2 * got_value:
        return t("We give much more than we get here. There may be something small they could still do for us.")
    return ""


def _felt_difference(look_back: LookBack) -> tuple[int, int] | None:
    """How many questions are answered for both sides, and how many steps more the answers for us come to."""
    pairs = [(getattr(look_back, f"{topic}_us"), getattr(look_back, f"{topic}_them")) for topic in LOOK_BACK_TOPICS]
    both = [(us, them) for us, them in pairs if us is not None and them is not None]
    return (len(both), sum(us - them for us, them in both)) if len(both) >= 2 else None
