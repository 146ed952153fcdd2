"""What the fields of a counterpart and of an entry are called on the screen."""

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
