"""What a summary of agreement says of the version before it: a table of what is otherwise, and which rows that are."""

from collections.abc import Sequence
from datetime import date

from negdesk.documents.agreement_words import due_words, person_in_line
from negdesk.documents.paper_style import CELL_QUIET, PaperStyle
from negdesk.documents.tables import Column, table
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import Cell, Strip, Text, heading, paragraph, strong
from negdesk.domain.agreement_changes import About
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import t
from negdesk.queries.papers_shareable import (
    AgreementPaperSheet,
    PaperChange,
    PaperGive,
    PaperPerson,
    PaperStep,
    PaperTerm,
)


def changed_part(sheet: AgreementPaperSheet, style: PaperStyle) -> list[Strip]:
    """The table of all that is otherwise than in the version before; nothing where there is none."""
    if sheet.changed_since is None:
        return []
    strips = heading(t("Changed since version {n}", n=sheet.changed_since), style.width)
    if not sheet.changes:
        return strips + paragraph(t("Nothing changed."), style.width, CELL_QUIET, gap=4.0)
    columns = (Column(t("What"), 0.4), Column(t("Version {n}", n=sheet.changed_since), 0.3), Column(t("Now"), 0.3))
    rows = [(_about(change, sheet), *_before_and_now(change, sheet.day, style)) for change in sheet.changes]
    strips += table(columns, rows, style.width)
    if any(change.now is not None and change.about in (About.TERM, About.GIVE, About.STEP) for change in sheet.changes):
        strips += paragraph(t("Below, a bar in the margin stands beside each of them."), style.width, CELL_QUIET, 3.0)
    return strips


def changed_terms(sheet: AgreementPaperSheet, style: PaperStyle) -> set[int]:
    """The places of the terms that are new or otherwise, where that is to be marked."""
    new = _now(sheet, style, About.TERM, None)
    return {at for at, term in enumerate(sheet.terms) if term in new}


def changed_gives(sheet: AgreementPaperSheet, style: PaperStyle) -> set[int]:
    """The rows of the two columns in which a give of either side is new or otherwise, where that is to be marked."""
    return {
        at
        for side, gives in ((Side.US, sheet.our_gives), (Side.THEM, sheet.their_gives))
        for at, give in enumerate(gives)
        if give in _now(sheet, style, About.GIVE, side)
    }


def changed_steps(sheet: AgreementPaperSheet, style: PaperStyle) -> set[int]:
    """The places of the next steps that are new or otherwise, where that is to be marked."""

    def is_new(step: PaperStep) -> bool:
        side = Side.US if step.who == sheet.our_name else Side.THEM
        return PaperGive(step.text, step.due_on, step.due_text) in _now(sheet, style, About.STEP, side)

    return {at for at, step in enumerate(sheet.next_steps) if is_new(step)}


def _now(sheet: AgreementPaperSheet, style: PaperStyle, about: About, side: Side | None) -> list[object]:
    if not style.mark_changes:
        return []
    return [change.now for change in sheet.changes if (change.about, change.side) == (about, side)]


def _about(change: PaperChange, sheet: AgreementPaperSheet) -> Cell:
    """What a change is about: its name, and quietly in which part or of whom it is."""
    whose = isolated(sheet.our_name if change.side is Side.US else sheet.their_name)
    match change.about:
        case About.TITLE:
            return strong(t("Title"))
        case About.DAY:
            return strong(t("Agreed on"))
        case About.PARTIES:
            return strong(t("Between"))
        case About.SIGNERS:
            return strong(t("Agreed by"))
        case About.TERM:
            return strong(change.name)
        case About.GIVE:
            return strong(change.name), Text(t("given by {name}", name=whose), CELL_QUIET)
        case About.STEP:
            return strong(change.name), Text(t("next step of {name}", name=whose), CELL_QUIET)


def _before_and_now(change: PaperChange, day: date, style: PaperStyle) -> tuple[Cell, Cell]:
    if change.about is About.DAY:
        return _said(change.before, day, style) or t("not yet"), _said(change.now, day, style) or t("not yet")
    before = Text(t("not in it"), CELL_QUIET) if change.before is None else _said(change.before, day, style)
    now = Text(t("no longer in it"), CELL_QUIET) if change.now is None else _said(change.now, day, style)
    return before, now


def _said(
    said: PaperTerm | PaperGive | Sequence[PaperPerson] | date | str | None, day: date, style: PaperStyle
) -> Cell:
    match said:
        case None:
            return ""
        case str():
            return said
        case date():
            return style.long_day(said)
        case PaperTerm():
            return style.amount(said.value, said.unit, said.currency, coins=True)
        case PaperGive():
            return due_words(said.due_on, said.due_text, day, style) or t("no day")
        case _:
            pairs = ((Text(person_in_line(each)), Text(each.address, CELL_QUIET)) for each in said)
            return tuple(text for pair in pairs for text in pair) or Text(t("nobody"), CELL_QUIET)
