"""What is otherwise in one version of an agreement than in the one before: as facts, and as plain sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negdesk.domain.agreement import AgreedGive, AgreedParty, AgreedTerm, AgreementContent, NextStep, Signer
from negdesk.domain.dates import long_day
from negdesk.domain.money import NumberFormat, format_amount
from negdesk.domain.negotiation import Side
from negdesk.domain.text import listed
from negdesk.domain.wording import t


class About(StrEnum):
    """Which part of an agreement a change is about."""

    TITLE = "title"
    DAY = "day"
    PARTIES = "parties"
    SIGNERS = "signers"
    TERM = "term"
    GIVE = "give"
    STEP = "step"


People = tuple[AgreedParty | Signer, ...]
Held = AgreedTerm | AgreedGive | NextStep
Said = str | date | People | Held


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise. `before` is None for what is new, `now` for what is no longer in it.

    Of a day both may be None: not yet agreed on. Of people all are said, changed or not, in the order of their names.
    """

    about: About
    before: Said | None
    now: Said | None


def changes(old: AgreementContent, new: AgreementContent) -> tuple[Change, ...]:
    """What changed from one version to the next; empty exactly where nothing but the order did."""
    return (
        *_single(old, new),
        *_compared(About.TERM, old.terms, new.terms),
        *_compared(About.GIVE, old.gives, new.gives),
        *_compared(About.STEP, old.next_steps, new.next_steps),
    )


def differences(
    old: AgreementContent, new: AgreementContent, number_format: NumberFormat | None = None
) -> tuple[str, ...]:
    """What changed from one version to the next, a sentence each; empty exactly where nothing but the order did."""
    numbers = number_format or NumberFormat()
    return tuple(_sentence(change, numbers) for change in changes(old, new))


def _single(old: AgreementContent, new: AgreementContent) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(About.TITLE, old.title, new.title)
    if old.agreed_on != new.agreed_on:
        yield Change(About.DAY, old.agreed_on, new.agreed_on)
    both: tuple[tuple[About, People, People], ...] = (
        (About.PARTIES, old.parties, new.parties),
        (About.SIGNERS, old.signers, new.signers),
    )
    for about, before, now in both:
        was, is_ = _in_order(before), _in_order(now)
        if was != is_:
            yield Change(about, was, is_)


def _in_order(people: People) -> People:
    return tuple(sorted(people, key=lambda each: (_person(each), repr(each))))


def _compared(about: About, old: Sequence[Held], new: Sequence[Held]) -> Iterator[Change]:
    """Two of one name are compared, which may be there more than once; others are new or gone."""
    before, now = list(old), list(new)
    for held in old:
        if held in now:
            now.remove(held)
            before.remove(held)
    for held in before:
        match = next((other for other in now if _key(other) == _key(held)), None)
        if match is not None:
            now.remove(match)
        yield Change(about, held, match)
    for held in now:
        yield Change(about, None, held)


def _key(held: Held) -> tuple[str, Side | None]:
    """What it goes by."""
    if isinstance(held, AgreedTerm):
        return held.name, None
    return (held.title if isinstance(held, AgreedGive) else held.text), held.side


def _sentence(change: Change, numbers: NumberFormat) -> str:
    old, new = _said(change.before, numbers), _said(change.now, numbers)
    match change.about, change.before or change.now:
        case About.TITLE, _:
            return t("Title: {old} before, {new} now.", old=old, new=new)
        case About.DAY, _:
            return t("Agreed on: {old} before, {new} now.", old=old or t("not yet"), new=new or t("not yet"))
        case About.PARTIES, _:
            return t("Between: {old} before, {new} now.", old=old or t("nobody"), new=new or t("nobody"))
        case About.SIGNERS, _:
            return t("Agreed by: {old} before, {new} now.", old=old or t("nobody"), new=new or t("nobody"))
        case _, (AgreedTerm() | AgreedGive() | NextStep()) as held:
            name = _name(held)
        case _:
            raise ValueError(change)
    if change.now is None:
        return t("No longer in it: {name}, {old}.", name=name, old=old)
    if change.before is None:
        return t("New: {name}, {new}.", name=name, new=new)
    if change.about is About.STEP:
        return t("Next step {name}: {old} before, {new} now.", name=name, old=old, new=new)
    return t("{name}: {old} before, {new} now.", name=name, old=old, new=new)


def _name(held: Held) -> str:
    match held:
        case AgreedTerm():
            return held.name
        case AgreedGive():
            # Only the side's word, not its name: a changed name is a change of the parties, not of each of their gives.
            return f"{held.title} ({t('we give') if held.side is Side.US else t('they give')})"
        case NextStep():
            return f"“{held.text}” ({held.side.label})"


def _said(said: Said | None, numbers: NumberFormat) -> str:
    match said:
        case None:
            return ""
        case str():
            return said
        case date():
            return long_day(said)
        case AgreedTerm():
            return format_amount(said.value, numbers, unit=said.unit, currency=said.currency)
        case AgreedGive() | NextStep():
            parts = [long_day(said.due_on)] if said.due_on is not None else []
            return t(", ").join([*parts, said.due_text] if said.due_text else parts) or t("no day")
        case _:
            return listed([_person(person) for person in said])


def _person(person: AgreedParty | Signer) -> str:
    name = person.name or person.side.label
    if isinstance(person, AgreedParty):
        # Where they are and for whom is part of who they are; a change of it is to be seen.
        name = t(", ").join(part for part in (name, person.organisation, *person.address.split("\n")) if part)
    return f"{name} ({person.role}; {person.side.label})" if person.role else f"{name} ({person.side.label})"
