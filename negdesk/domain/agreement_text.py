"""An agreement as JSON for keeping."""

import json
from collections.abc import Mapping
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
from negdesk.domain.money import canonical
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
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
