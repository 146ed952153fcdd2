"""An agreement as JSON for keeping, and the difference between two of its versions as plain sentences."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from negdesk.domain.agreement import (
    AgreedGive,
    AgreedParty,
    AgreedTerm,
    AgreementContent,
    NextStep,
    Signer,
)
from negdesk.domain.dates import long_day
from negdesk.domain.money import NumberFormat, canonical, format_amount
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import listed
from negdesk.domain.wording import t

FORMAT = 1
"""The number of the JSON form; a newer one is refused rather than misread."""


def to_json(content: AgreementContent) -> str:
    """The content as JSON, the same text for the same content; amounts as exact decimal text, days as ISO dates."""
    form = {
        "format": FORMAT,
        "title": content.title,
        "agreed_on": _day_text(content.agreed_on),
        "parties": [_party(each) for each in content.parties],
        "terms": [
            {"name": each.name, "value": canonical(each.value), "unit": each.unit, "currency": each.currency}
            for each in content.terms
        ],
        "gives": [
            {"side": each.side.value, "title": each.title, "due_on": _day_text(each.due_on), "due_text": each.due_text}
            for each in content.gives
        ],
        "next_steps": [
            {"side": each.side.value, "text": each.text, "due_on": _day_text(each.due_on), "due_text": each.due_text}
            for each in content.next_steps
        ],
        "signers": [{"side": each.side.value, "name": each.name, "role": each.role} for each in content.signers],
    }
    return json.dumps(form, ensure_ascii=False)


def from_json(text: str) -> AgreementContent:
    """The content that `to_json` wrote, equal to what it was; raises `Refusal` where the text is none."""
    try:
        form = json.loads(text)
        if form["format"] != FORMAT:
            raise Refusal(t("This agreement was kept by a newer version of the program. Open it with that version."))
        return AgreementContent(
            title=form["title"],
            agreed_on=_day(form["agreed_on"]),
            parties=tuple(
                AgreedParty(
                    Side(each["side"]),
                    each["name"],
                    each["role"],
                    each.get("address", ""),
                    each.get("organisation", ""),
                )
                for each in form["parties"]
            ),
            terms=tuple(
                AgreedTerm(each["name"], Decimal(each["value"]), each["unit"], each["currency"])
                for each in form["terms"]
            ),
            gives=tuple(AgreedGive(Side(each["side"]), each["title"], *_due(each)) for each in form["gives"]),
            next_steps=tuple(NextStep(Side(each["side"]), each["text"], *_due(each)) for each in form["next_steps"]),
            signers=tuple(Signer(Side(each["side"]), each["name"], each["role"]) for each in form["signers"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation, RecursionError) as error:
        raise Refusal(t("This agreement cannot be read. A backup may still have it whole.")) from error


def _party(party: AgreedParty) -> dict[str, str]:
    """A party as JSON. What a party has not got is left out, as versions had it that were frozen before it was kept."""
    form = {"side": party.side.value, "name": party.name, "role": party.role}
    more = {"address": party.address, "organisation": party.organisation}
    return {**form, **{key: value for key, value in more.items() if value}}


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _due(form: Mapping[str, Any]) -> tuple[date | None, str]:
    return _day(form["due_on"]), form["due_text"]


def differences(
    old: AgreementContent, new: AgreementContent, number_format: NumberFormat | None = None
) -> tuple[str, ...]:
    """What changed from one version to the next, a sentence each; empty exactly where nothing but the order did."""
    numbers = number_format or NumberFormat()
    return (
        *_changed_lines(old, new),
        *_compared(t("{name}: {old} before, {new} now."), _terms(old, numbers), _terms(new, numbers)),
        *_compared(t("{name}: {old} before, {new} now."), _gives(old), _gives(new)),
        *_compared(t("Next step {name}: {old} before, {new} now."), _steps(old), _steps(new)),
    )


_Held = Sequence[tuple[str, str]]
"""Names with what was agreed about each; a name may be there more than once."""


def _changed_lines(old: AgreementContent, new: AgreementContent) -> Iterator[str]:
    if old.title != new.title:
        yield t("Title: {old} before, {new} now.", old=old.title, new=new.title)
    if old.agreed_on != new.agreed_on:
        yield t("Agreed on: {old} before, {new} now.", old=_long(old.agreed_on), new=_long(new.agreed_on))
    for before, now, sentence in (
        (old.parties, new.parties, t("Between: {old} before, {new} now.")),
        (old.signers, new.signers, t("Agreed by: {old} before, {new} now.")),
    ):
        was, is_ = sorted(map(_person, before)), sorted(map(_person, now))
        if was != is_:
            yield sentence.format(old=listed(was) or t("nobody"), new=listed(is_) or t("nobody"))


def _person(person: AgreedParty | Signer) -> str:
    name = person.name or person.side.label
    if isinstance(person, AgreedParty):
        # Where they are and for whom is part of who they are; a change of it is to be seen.
        name = t(", ").join(part for part in (name, person.organisation, *person.address.split("\n")) if part)
    return f"{name} ({person.role}; {person.side.label})" if person.role else f"{name} ({person.side.label})"


def _long(day: date | None) -> str:
    return t("not yet") if day is None else long_day(day)


def _terms(content: AgreementContent, numbers: NumberFormat) -> _Held:
    return [
        (term.name, format_amount(term.value, numbers, unit=term.unit, currency=term.currency))
        for term in content.terms
    ]


def _gives(content: AgreementContent) -> _Held:
    return [(f"{give.title} ({_giver(give.side)})", _when(give)) for give in content.gives]


def _giver(side: Side) -> str:
    # Only the side's word, not its name: a changed name is a change of the parties, not of each of their gives.
    return t("we give") if side is Side.US else t("they give")


def _steps(content: AgreementContent) -> _Held:
    return [(f"“{step.text}” ({step.side.label})", _when(step)) for step in content.next_steps]


def _when(held: AgreedGive | NextStep) -> str:
    parts = [long_day(held.due_on)] if held.due_on is not None else []
    if held.due_text:
        parts.append(held.due_text)
    return t(", ").join(parts) or t("no day")


def _compared(changed: str, old: _Held, new: _Held) -> Iterator[str]:
    """Pairs of one name are compared; of names on one side only it is said that they are new or gone."""
    before, now = list(old), list(new)
    for pair in old:
        if pair in now:
            now.remove(pair)
            before.remove(pair)
    for name, was in before:
        match = next((pair for pair in now if pair[0] == name), None)
        if match is None:
            yield t("No longer in it: {name}, {old}.", name=name, old=was)
        else:
            now.remove(match)
            yield changed.format(name=name, old=was, new=match[1])
    for name, is_ in now:
        yield t("New: {name}, {new}.", name=name, new=is_)
