"""How papers say who somebody is, who gives, and by when."""

from datetime import date

from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_lines import isolated
from negdesk.domain.wording import t, tn
from negdesk.queries.papers_shareable import PaperPerson


def who_gives(name: str, count: int = 1) -> str:
    """A side with what it does, for a head: one gives, several give."""
    return tn("{name} gives", "{name} give", count, name=isolated(name))


def person_in_line(person: PaperPerson) -> str:
    """Who somebody is, and what they are where that is known."""
    if not person.role:
        return person.name
    return t("{name}, {role}", name=isolated(person.name), role=isolated(person.role))


def due_words(due_on: date | None, due_text: str, beside: date, style: PaperStyle) -> str:
    """By when: the day, with its year unless that is the year of `beside`, or the words, or both."""
    if due_on is None:
        return due_text
    written = style.short_day(due_on, beside)
    return t("{day}, {words}", day=written, words=isolated(due_text)) if due_text else written
