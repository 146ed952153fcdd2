"""What fields, and what becomes of what a file says of them, are called on the screen."""

from negdesk.domain.contact import Duplicates
from negdesk.domain.wording import mark, t
from negdesk.exchange.csv_columns import FIELDS
from negdesk.exchange.duplicates import Fate

_FATES = {
    Fate.NEW: mark("comes in"),
    Fate.FILLED: mark("filled in"),
    Fate.ADDED: mark("added"),
    Fate.SAME: mark("the same"),
    Fate.ASIDE: mark("set aside, in the log"),
    Fate.LOG: mark("a note in the log"),
    Fate.LEFT_OUT: mark("left out"),
}

_CHOICES = {
    Duplicates.MERGE: mark("merged"),
    Duplicates.SKIP: mark("skipped"),
    Duplicates.KEEP: mark("both kept"),
}


def field_words(field: str) -> str:
    """What a field of a contact is called."""
    return t(FIELDS[field])


def fate_words(fate: Fate) -> str:
    """What becomes of what a file says."""
    return t(_FATES[fate])


def choice_words(choice: Duplicates) -> str:
    """What becomes of somebody who is probably here already."""
    return t(_CHOICES[choice])
