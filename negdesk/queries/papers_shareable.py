"""What the two papers for the other side show. No type here has a field for anything private.

They are built from the `AgreementContent` of the domain and from nothing else: a frozen version as it was agreed, or,
before anything was, a draft which the domain composes of the ledger, the accepted offers and the next steps.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from negdesk.domain.agreement import (
    AgreedGive,
    AgreedParty,
    AgreedTerm,
    AgreementContent,
    NextStep,
    Signer,
)
from negdesk.domain.agreement_changes import About, Change, Said, changes
from negdesk.domain.agreement_text import from_json
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import Open
from negdesk.domain.refusal import Refusal
from negdesk.domain.side_mark import mark_picture
from negdesk.domain.text import listed_in_brief
from negdesk.domain.wording import t
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class PaperPerson:
    """Who takes part or signs, and what they are."""

    name: Open[str]
    role: Open[str]
    address: Open[str] = ""


@dataclass(frozen=True, slots=True)
class PaperTerm:
    """A term and the value that was agreed."""

    name: Open[str]
    value: Open[Decimal]
    unit: Open[str]
    currency: Open[str]


@dataclass(frozen=True, slots=True)
class PaperGive:
    """What a side gives; by a day, or in words."""

    title: Open[str]
    due_on: Open[date | None]
    due_text: Open[str]


@dataclass(frozen=True, slots=True)
class PaperStep:
    """Who does what next; by a day, or in words."""

    who: Open[str]
    text: Open[str]
    due_on: Open[date | None]
    due_text: Open[str]


@dataclass(frozen=True, slots=True)
class PaperChange:
    """What is otherwise than in the version before: in which part, about what, and of which side where it is of one.

    `before` is None for what is new, `now` for what is no longer in it. Of people only those who are otherwise.
    """

    about: Open[About]
    name: Open[str]
    side: Open[Side | None]
    before: Open[PaperTerm | PaperGive | tuple[PaperPerson, ...] | date | str | None]
    now: Open[PaperTerm | PaperGive | tuple[PaperPerson, ...] | date | str | None]


@dataclass(frozen=True, slots=True)
class AgreementPaperSheet:
    """The summary of an agreement. `version` is None for a draft; `day` is when it was agreed, or the draft's day.

    `mark` is our side's picture (PNG). `changes` says what is different from version `changed_since`, where there is
    one. Of an agreed version `kept` is the very paper that was agreed on, on a page of the size `kept_page`.
    `our_count` and `their_count` say for how many names those of the sides stand.
    """

    title: Open[str]
    version: Open[int | None]
    day: Open[date]
    our_name: Open[str]
    their_name: Open[str]
    our_parties: Open[tuple[PaperPerson, ...]]
    their_parties: Open[tuple[PaperPerson, ...]]
    terms: Open[tuple[PaperTerm, ...]]
    our_gives: Open[tuple[PaperGive, ...]]
    their_gives: Open[tuple[PaperGive, ...]]
    next_steps: Open[tuple[PaperStep, ...]]
    our_signers: Open[tuple[PaperPerson, ...]]
    their_signers: Open[tuple[PaperPerson, ...]]
    mark: Open[bytes] = b""
    changed_since: Open[int | None] = None
    changes: Open[tuple[PaperChange, ...]] = ()
    kept: Open[bytes | None] = None
    kept_page: Open[str] = ""
    our_count: Open[int] = 1
    their_count: Open[int] = 1


@dataclass(frozen=True, slots=True)
class GivesGetsPaperSheet:
    """The two columns of what each side gives, alone."""

    title: Open[str]
    version: Open[int | None]
    day: Open[date]
    our_name: Open[str]
    their_name: Open[str]
    our_gives: Open[tuple[PaperGive, ...]]
    their_gives: Open[tuple[PaperGive, ...]]
    mark: Open[bytes] = b""
    our_count: Open[int] = 1
    their_count: Open[int] = 1


def agreement_paper_sheet(
    connection: Connection, negotiation_id: int, today: date, version: int | None = None
) -> AgreementPaperSheet:
    """The newest agreed version, or the `version` asked for; a draft of `today` where nothing was agreed yet.

    Raises `Refusal` where there is no such negotiation or version.
    """
    content, number, day, kept, page = _newest(connection, negotiation_id, today, version)
    since, before = _before(connection, negotiation_id, number)
    return replace(
        sheet_of(content, number, day),
        mark=_mark(connection),
        changed_since=since,
        changes=_changes(before, content) if before is not None else (),
        kept=kept,
        kept_page=page,
    )


def gives_gets_paper_sheet(
    connection: Connection, negotiation_id: int, today: date, version: int | None = None
) -> GivesGetsPaperSheet:
    """As `agreement_paper_sheet`, with nothing but what each side gives."""
    whole = agreement_paper_sheet(connection, negotiation_id, today, version)
    return GivesGetsPaperSheet(
        whole.title,
        whole.version,
        whole.day,
        whole.our_name,
        whole.their_name,
        whole.our_gives,
        whole.their_gives,
        whole.mark,
        whole.our_count,
        whole.their_count,
    )


def sheet_of(content: AgreementContent, version: int | None, day: date) -> AgreementPaperSheet:
    """An agreement's content as the paper shows it."""
    names = _names(content)
    return AgreementPaperSheet(
        title=content.title,
        version=version,
        day=day,
        our_name=names[Side.US],
        their_name=names[Side.THEM],
        our_parties=_people(content.parties_of(Side.US), names[Side.US]),
        their_parties=_people(content.parties_of(Side.THEM), names[Side.THEM]),
        terms=tuple(map(_term, content.terms)),
        our_gives=tuple(map(_give, content.gives_of(Side.US))),
        their_gives=tuple(map(_give, content.gives_of(Side.THEM))),
        next_steps=tuple(_step(step, names) for step in content.next_steps),
        our_signers=_people([each for each in content.signers if each.side is Side.US], names[Side.US]),
        their_signers=_people([each for each in content.signers if each.side is Side.THEM], names[Side.THEM]),
        our_count=max(1, len(content.names_of(Side.US))),
        their_count=max(1, len(content.names_of(Side.THEM))),
    )


def _names(content: AgreementContent) -> dict[Side, str]:
    return {side: side_name(content.names_of(side), side) for side in Side}


def side_name(names: tuple[str, ...], side: Side) -> str:
    """A side by the names of those who are it; where there are none, in a word of our own."""
    if not names:
        return t("Our side") if side is Side.US else t("Their side")
    return listed_in_brief(names)


def _people(people: "tuple[AgreedParty, ...] | list[Signer]", side_name: str) -> tuple[PaperPerson, ...]:
    """The people of a side; one who has no name stands for the side, and a side without any is there by its name."""
    return tuple(_person(each, side_name) for each in people) or (PaperPerson(side_name, ""),)


def _person(person: AgreedParty | Signer, side_name: str) -> PaperPerson:
    return PaperPerson(person.name or side_name, person.role, person.address if isinstance(person, AgreedParty) else "")


def _changes(before: AgreementContent, now: AgreementContent) -> tuple[PaperChange, ...]:
    names = _names(now)
    return tuple(_change(change, names) for change in changes(before, now))


def _change(change: Change, names: dict[Side, str]) -> PaperChange:
    before, now = change.before, change.now
    if change.about in (About.PARTIES, About.SIGNERS):
        was, is_ = (held if isinstance(held, tuple) else () for held in (before, now))
        gone, come = (tuple(each for each in one if each not in other) for one, other in ((was, is_), (is_, was)))
        return PaperChange(change.about, "", None, _otherwise(gone, names), _otherwise(come, names))
    held = before or now
    name, side = "", None
    if isinstance(held, AgreedTerm):
        name = held.name
    elif isinstance(held, AgreedGive | NextStep):
        name, side = held.title if isinstance(held, AgreedGive) else held.text, held.side
    return PaperChange(change.about, name, side, _value(before), _value(now))


def _otherwise(people: "tuple[AgreedParty | Signer, ...]", names: dict[Side, str]) -> tuple[PaperPerson, ...]:
    return tuple(_person(each, names[each.side]) for each in people)


def _value(said: Said | None) -> PaperTerm | PaperGive | date | str | None:
    match said:
        case AgreedTerm():
            return _term(said)
        case AgreedGive():
            return _give(said)
        case NextStep():
            return PaperGive(said.text, said.due_on, said.due_text)
        case tuple():
            raise ValueError(said)
        case _:
            return said


def _term(term: AgreedTerm) -> PaperTerm:
    return PaperTerm(term.name, term.value, term.unit, term.currency)


def _give(give: AgreedGive) -> PaperGive:
    return PaperGive(give.title, give.due_on, give.due_text)


def _step(step: NextStep, names: dict[Side, str]) -> PaperStep:
    return PaperStep(names[step.side], step.text, step.due_on, step.due_text)


def _newest(
    connection: Connection, negotiation_id: int, today: date, version: int | None
) -> tuple[AgreementContent, int | None, date, bytes | None, str]:
    # What was agreed stands until the negotiation is opened again; from then on the next version is a draft.
    row = connection.execute(
        "SELECT v.version, v.agreed_on, v.content, v.paper, v.page FROM agreement_version v"
        " JOIN negotiation n ON n.id = v.negotiation_id"
        " WHERE n.id = ?1 AND (v.version = ?2 OR (?2 IS NULL AND n.stage = 'agreed')) ORDER BY v.version DESC LIMIT 1",
        (negotiation_id, version),
    ).fetchone()
    if row is not None:
        return from_json(row[2]), int(row[0]), date.fromisoformat(row[1]), row[3], row[4]
    if version is not None:
        raise Refusal(t("There is no version {n} of this agreement.", n=version))
    return draft_content(connection, negotiation_id), None, today, None, ""


def _before(connection: Connection, negotiation_id: int, version: int | None) -> tuple[int | None, Any]:
    """The version before this one (of a draft the newest) with what it says; nothing where there is none."""
    row = connection.execute(
        "SELECT version, content FROM agreement_version WHERE negotiation_id = ?1 AND (?2 IS NULL OR version < ?2)"
        " ORDER BY version DESC LIMIT 1",
        (negotiation_id, version),
    ).fetchone()
    return (None, None) if row is None else (int(row[0]), from_json(row[1]))


def _mark(connection: Connection) -> bytes:
    row = connection.execute("SELECT value FROM setting WHERE key = 'our_mark'").fetchone()
    return mark_picture(row[0]) if row else b""
