"""How a row of the library is spoken of in the list of what a backup can bring back."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from negdesk.desktop.counterparts.field_words import field_words, value_words
from negdesk.desktop.shell import Shell
from negdesk.domain.ledger import LedgerState, OfferState, Priority
from negdesk.domain.meeting import CaptureKind, ItemKind, Phase
from negdesk.domain.negotiation import LampKind, Side, Stage
from negdesk.domain.privacy import MASK
from negdesk.domain.promise import PromiseState
from negdesk.domain.since_backup import Since
from negdesk.domain.thing_words import many_of, one_of
from negdesk.domain.wording import mark, t
from negdesk.queries.since_backup import FieldLine, SinceLine

_FIELDS = {
    "added_at": mark("Added"),
    "agreed_on": mark("Agreed on"),
    "answer": mark("Answer"),
    "asked_at": mark("Asked"),
    "authority_limit": mark("Authority limit"),
    "benefit_them": mark("What they have from it"),
    "benefit_us": mark("What we have from it"),
    "binned_at": mark("In the bin since"),
    "bytes": mark("Content"),
    "captured_at": mark("Captured"),
    "condition_text": mark("Condition"),
    "content": mark("Content"),
    "context": mark("Context"),
    "cost": mark("Cost to us"),
    "cost_amount": mark("Cost in money"),
    "counterpart_id": mark("Counterpart"),
    "currency": mark("Currency"),
    "decides": mark("Decides"),
    "advises": mark("Advises"),
    "signs": mark("Signs"),
    "speaks": mark("Speaks"),
    "due_on": mark("By"),
    "due_text": mark("When, in words"),
    "ended_at": mark("Ended"),
    "evidence": mark("On what evidence"),
    "first_due_on": mark("First to be kept by"),
    "give_first": mark("Give first"),
    "if_text": mark("If they"),
    "if_then_id": mark("If-then"),
    "key": mark("Setting"),
    "learnt": mark("What was learnt"),
    "ledger_item_id": mark("Give or get"),
    "limit_amount": mark("Limit"),
    "limit_note": mark("Note on the limit"),
    "limit_text": mark("Limit"),
    "lit": mark("Said"),
    "log_entry_id": mark("Log entry"),
    "made_at": mark("Made"),
    "meeting_id": mark("Meeting"),
    "more_is_better": mark("More is better for us"),
    "negotiation_id": mark("Negotiation"),
    "next_step": mark("Next step"),
    "no_next_step": mark("No next step"),
    "note": mark("Note"),
    "offer_id": mark("Offer"),
    "opening": mark("Opening"),
    "organisation_id": mark("Organisation"),
    "ourselves_them": mark("How they feel about themselves"),
    "ourselves_us": mark("How we feel about ourselves"),
    "outcome_them": mark("Outcome for them"),
    "outcome_us": mark("Outcome for us"),
    "page": mark("Page size"),
    "paper": mark("Paper"),
    "parts": mark("Parts"),
    "parts_kept": mark("Parts kept"),
    "paused_at": mark("Paused"),
    "phase": mark("Phase"),
    "place": mark("Place"),
    "planned": mark("Planned"),
    "planned_minutes": mark("Planned minutes"),
    "priority": mark("Must, tradable or wish"),
    "question_id": mark("Question"),
    "relationship_them": mark("The relationship, for them"),
    "relationship_us": mark("The relationship, for us"),
    "remind": mark("Remind"),
    "settled_on": mark("Settled on"),
    "side": mark("Side"),
    "stage": mark("Stage"),
    "started_at": mark("Started"),
    "starts_at": mark("Begins"),
    "state": mark("State"),
    "target": mark("Target"),
    "their_source": mark("How we know"),
    "their_target": mark("Their target"),
    "their_walk_away": mark("Their walk-away"),
    "then_text": mark("Then we"),
    "ticked_at": mark("Ticked"),
    "title": mark("Title"),
    "unit": mark("Unit"),
    "used_at": mark("Used"),
    "version": mark("Version"),
    "walk_away": mark("Walk-away"),
    "way_them": mark("The way it went, for them"),
    "way_us": mark("The way it went, for us"),
    "weight": mark("Weight"),
    "who": mark("Who"),
}
_BOOK_KEEPING = (
    "created_at", "fingerprint", "folded", "frozen_at", "paused_seconds", "set_at", "size", "stage_changed_at",
    "state_at", "uid", "written_at",
)  # fmt: skip
"""Fields that say nothing to a person which another field does not say."""

_YES_OR_NO = (
    "advises", "decides", "give_first", "lit", "more_is_better", "next_step", "no_next_step", "planned", "remind",
    "signs", "speaks",
)  # fmt: skip
_AMOUNTS = (
    "authority_limit", "cost_amount", "limit_amount", "opening", "target", "their_target", "their_walk_away",
    "walk_away",
)  # fmt: skip
_KINDS: dict[tuple[str, str], type[StrEnum]] = {
    ("capture", "kind"): CaptureKind,
    ("checklist_item", "kind"): ItemKind,
    ("checklist_item", "phase"): Phase,
    ("lamp", "kind"): LampKind,
    ("ledger_item", "priority"): Priority,
    ("ledger_item", "state"): LedgerState,
    ("negotiation", "stage"): Stage,
    ("offer", "state"): OfferState,
    ("promise", "state"): PromiseState,
}
_SETTINGS = {
    "our_name": mark("Our side's name"),
    "our_job_title": mark("Our job title"),
    "our_address": mark("Our address"),
    "our_mark": mark("Our mark"),
    "currency": mark("Usual currency"),
    "sample": mark("Sample library"),
}
_SINCE = {Since.GONE: mark("gone"), Since.BINNED: mark("in the bin"), Since.CHANGED: mark("says something else")}


def since_words(since: Since) -> str:
    """What became of something since the backup."""
    return t(_SINCE[since])


def kind_words(line: SinceLine) -> str:
    """Of which kind a line is."""
    if line.table == "ledger_item":
        return t("Give") if line.side == Side.US else t("Get")
    if line.table == "lamp":
        return f"{Side(line.side).label}: {LampKind(line.sort).label}"
    if line.table in ("alternative", "authority", "offer", "promise"):
        return t("{kind}, {side}", kind=one_of(line.table), side=Side(line.side).label)
    return one_of(line.table)


def title_words(line: SinceLine) -> str:
    """What a line is called; its kind where it has no words of its own."""
    if line.table == "setting" and line.title != MASK:
        return t(_SETTINGS[line.title]) if line.title in _SETTINGS else line.title
    if line.table == "agreement_version" and line.title != MASK:
        return t("Version {n}", n=line.title)
    return line.title or kind_words(line)


def moment_words(shell: Shell, text: str) -> str:
    """A day or a moment, as the library keeps it, in words; a time without a zone is local."""
    if not text:
        return ""
    try:
        if len(text) == len("2026-11-27"):
            return shell.date_text(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    local = moment.astimezone() if moment.tzinfo is not None else moment
    return t("{day}, {time}", day=shell.date_text(local.date()), time=shell.time_text(local))


def shown_fields(line: SinceLine) -> list[FieldLine]:
    """The fields that say something to a person; all of them where none does."""
    told = [each for each in line.fields if each.field not in _BOOK_KEEPING]
    return told or list(line.fields)


def name_words(field: str) -> str:
    """What a field is called; one that is a table's name stands for the rows of it that belong to the line."""
    many = many_of(field)
    if many != field:
        return many
    return t(_FIELDS[field]) if field in _FIELDS else field_words(field)


def said_words(shell: Shell, line: SinceLine, field: str, said: str) -> str:
    """What a field said, as a person reads it."""
    if not said or said == MASK:
        return said or t("(empty)")
    if field in ("paper", "bytes"):
        return t("{n} kB", n=max(1, int(said) // 1000))
    if field == "content" or (line.table, line.title) == ("setting", "our_mark"):
        return t("(cannot be shown in a line)")
    if field in _AMOUNTS:
        return shell.amount(Decimal(said))
    if field in _YES_OR_NO:
        return t("yes") if said == "1" else t("no")
    kind = Side if field == "side" else _KINDS.get((line.table, field))
    if kind is not None and said in list(kind):
        return str(getattr(kind(said), "label", said))
    if field.endswith(("_at", "_on")):
        return moment_words(shell, said)
    return value_words(field, said)
