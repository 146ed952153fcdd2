"""What the fields of a counterpart and of an entry are called on the screen."""

from negdesk.domain.counterpart import CounterpartKind, EntryKind
from negdesk.domain.wording import mark, t

_WORDS = {
    "name": mark("Name"),
    "job_title": mark("Job title"),
    "email": mark("Email"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "languages": mark("Languages"),
    "known_since": mark("Known since"),
    "how_we_know": mark("How we met"),
    "what_matters": mark("What matters to them"),
    "tags": mark("Tags"),
    "quiet_after_days": mark("Remind after days"),
    "reminders_off": mark("Reminders"),
    "kind": mark("Kind"),
    "text": mark("Words"),
    "happened_on": mark("Day"),
    "rapport": mark("Rapport"),
    "value": mark("Worth"),
}


def field_words(field: str) -> str:
    """What a field is called, in the user's language."""
    return t(_WORDS[field]) if field in _WORDS else field.replace("_", " ")


def reminder_words(off: bool) -> str:
    """Whether Today speaks of somebody who is going quiet."""
    return t("silenced") if off else t("shown on Today")


def value_words(field: str, value: str) -> str:
    """What a field said, as a person reads it; `value` is as the library keeps it."""
    if not value:
        return t("(empty)")
    if field == "reminders_off":
        return reminder_words(value == "1")
    if field == "kind":
        kinds: dict[str, str] = {kind.value: kind.label for kind in CounterpartKind}
        kinds |= {kind.value: kind.label for kind in EntryKind}
        return kinds.get(value, value)
    return value
