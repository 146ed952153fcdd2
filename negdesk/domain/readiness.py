"""How ready a plan is for the meeting: nine points, and for each one that is open a sentence that closes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from negdesk.domain.text import in_line
from negdesk.domain.wording import t

POINTS = 9
"""A good outcome, a term, walk-aways, an alternative, a give to begin with, a must-get, a question, who signs twice."""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """Of one term: its number, its name, and which of its two amounts are set."""

    id: int
    name: str
    has_target: bool
    has_walk_away: bool


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What readiness asks of a plan, cheap to count for a whole list of negotiations. Terms come in their order."""

    outcome_us: str = ""
    outcome_them: str = ""
    terms: tuple[TermFacts, ...] = ()
    our_alternatives: int = 0
    valued_gives: int = 0
    """Gives of ours with a value above 0 to them."""
    gives_first: int = 0
    """Gives of ours that are marked as the first one."""
    must_gets: int = 0
    questions: int = 0
    who_signs_us: str = ""
    who_signs_them: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One open point: `key` says which field closes it (``authority.them.who``, ``term:4.walk_away``)."""

    key: str
    sentence: str

    @property
    def in_line(self) -> str:
        """The sentence as it reads after a colon."""
        return in_line(self.sentence)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of the points are done, and what is open; one gap for each open point, in the order of the plan."""

    done: int
    total: int
    gaps: tuple[Gap, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is open."""
        return self.done == self.total

    @property
    def sentence(self) -> str:
        """``7 of 9 ready: name who can sign for them``."""
        if self.ready:
            return t("Ready for the meeting")
        return t("{done} of {total} ready: {gap}", done=self.done, total=self.total, gap=self.gaps[0].in_line)


def readiness(facts: PlanFacts) -> Readiness:
    """Count the nine points of a plan. `done` and the gaps always add up to `total`; filling a gap closes it."""
    gaps = tuple(_gaps(facts))
    return Readiness(POINTS - len(gaps), POINTS, gaps)


def _gaps(facts: PlanFacts) -> Iterator[Gap]:
    if not facts.outcome_us.strip():
        yield Gap("outcome.us", t("Say what a good outcome is for us"))
    elif not facts.outcome_them.strip():
        yield Gap("outcome.them", t("Say what a good outcome is for them"))
    yield from _term_gaps(facts.terms)
    if not facts.our_alternatives:
        yield Gap("alternative.us", t("Write what we do if we don't agree"))
    if not facts.valued_gives:
        yield Gap("gives", t("Add something we can give, and what it is worth to them"))
    elif not facts.gives_first:
        yield Gap("give_first", t("Choose what we give first"))
    if not facts.must_gets:
        yield Gap("must_get", t("Mark what we must get"))
    if not facts.questions:
        yield Gap("questions", t("Write one question about what they need"))
    if not facts.who_signs_us.strip():
        yield Gap("authority.us.who", t("Name who can sign for us"))
    if not facts.who_signs_them.strip():
        yield Gap("authority.them.who", t("Name who can sign for them"))


def _term_gaps(terms: tuple[TermFacts, ...]) -> Iterator[Gap]:
    if not terms:
        yield Gap("terms", t("Add a term and its target"))
    elif not any(term.has_target for term in terms):
        yield Gap(f"term:{terms[0].id}.target", t("Set a target for {term}", term=terms[0].name))
    without = next((term for term in terms if not term.has_walk_away), None)
    if without is not None:
        yield Gap(f"term:{without.id}.walk_away", t("Set a walk-away for {term}", term=without.name))
    elif not terms:
        yield Gap("terms.walk_away", t("Set a walk-away for each term"))
