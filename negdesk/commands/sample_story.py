"""The plan of one negotiation of the sample, written by the real commands on the day it was begun."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from negdesk.commands import ledger, negotiation, plan
from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import Phase
from negdesk.domain.negotiation import Side
from negdesk.domain.template import Template, TemplateContent
from negdesk.storage import clock
from negdesk.storage.builtin_templates import builtin_templates, translated

Told = Mapping[str, Any]
"""A table of a TOML file of the sample; the form stands in ``resources/sample/``."""

AMOUNTS = ("opening", "target", "walk_away", "their_target", "their_walk_away")


def moment(today: date, day: int, at: str) -> datetime:
    """The local time `at` (``10:06``) of the day that is `day` days after `today`."""
    return datetime.combine(today + timedelta(days=day), time.fromisoformat(at))


class PlanStory:
    """Tells a plan. The rows it makes are found again by the keys that the TOML file gives them."""

    def __init__(self, session: Session, told: Told, who: Mapping[str, int], today: date) -> None:
        self.session = session
        self.told = told
        self.who = who
        self.today = today
        self.items: dict[tuple[Side, str], int] = {}
        self.titles: dict[tuple[Side, str], str] = {}
        self.questions: dict[str, int] = {}

    def tell(self) -> int:
        """Begin the negotiation and write its plan; returns its number."""
        told, session = self.told, self.session
        with clock.frozen(moment(self.today, told["created"], "18:20")):
            it = negotiation.new_negotiation_from_template(
                session, self._opening_and_closing(told["context"]), told["title"], currency=told["currency"]
            )
            for party in told["parties"]:
                negotiation.add_party(session, it, self.who[party["who"]], **dict.fromkeys(party["roles"], True))
            negotiation.edit_negotiation(
                session, it, outcome_us=told["outcome_us"], outcome_them=told["outcome_them"], note=told.get("note", "")
            )
            self._tell_terms(it)
            self._tell_ledger(it)
            self._tell_rest_of_plan(it)
        return it

    def _opening_and_closing(self, context: str) -> Template:
        """The template of this kind without what it would bring into the plan, which the sample writes itself."""
        template = next(translated(each) for each in builtin_templates() if each.context == context)
        kept = tuple(item for item in template.content.checklist if item.phase in (Phase.OPEN, Phase.CLOSE))
        return Template(name=template.name, context=template.context, content=TemplateContent(checklist=kept))

    def _tell_terms(self, it: int) -> None:
        for term in self.told["terms"]:
            values = {name: held for name, held in term.items() if name not in ("key", "name")}
            values |= {name: Decimal(term[name]) for name in AMOUNTS if name in term}
            plan.add_term(self.session, it, term["name"], **values)

    def _tell_ledger(self, it: int) -> None:
        for side, listed in ((Side.US, "gives"), (Side.THEM, "gets")):
            self.titles |= {(side, each["key"]): each["title"] for each in self.told[listed]}
        for give in self.told["gives"]:
            cost_amount = Decimal(give["cost_amount"]) if "cost_amount" in give else None
            self.items[Side.US, give["key"]] = ledger.add_give(
                self.session,
                it,
                give["title"],
                give_first=give.get("give_first", False),
                cost=give["cost"],
                value=give["value"],
                cost_amount=cost_amount,
                limit_text=give.get("limit", ""),
                condition_text=give.get("condition", ""),
            )
        for wanted in self.told["gets"]:
            self.items[Side.THEM, wanted["key"]] = ledger.add_get(
                self.session,
                it,
                wanted["title"],
                value=wanted["value"],
                priority=Priority(wanted["priority"]),
            )

    def _tell_rest_of_plan(self, it: int) -> None:
        for side in Side:
            for text in self.told.get("alternatives", {}).get(side.value, ()):
                plan.add_alternative(self.session, it, side, text)
            if authority := self.told.get("authority", {}).get(side.value):
                limit = Decimal(authority["limit"]) if "limit" in authority else None
                values = {name: held for name, held in authority.items() if name != "limit"}
                plan.set_authority(self.session, it, side, limit_amount=limit, **values)
        for question in self.told.get("questions", ()):
            self.questions[question["key"]] = plan.add_question(self.session, it, question["text"])
        for reply in self.told.get("if_thens", ()):
            plan.add_if_then(self.session, it, reply["if"], reply["then"])

    def question_text(self, key: str) -> str:
        """What the question of this key asks."""
        return next(str(each["text"]) for each in self.told["questions"] if each["key"] == key)
