"""The summary of agreement: the page that both sides keep."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from negdesk.documents.agreement_words import due_words, person_in_line, who_gives
from negdesk.documents.changed_part import changed_gives, changed_part, changed_steps, changed_terms
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import BODY, CELL_QUIET, SUBTITLE, PaperStyle
from negdesk.documents.tables import Column, table, with_bar
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import (
    Strip,
    Text,
    columns_of_text,
    heading,
    lines_to_sign,
    paragraph,
    strong,
    title_block,
)
from negdesk.domain.wording import t
from negdesk.queries.papers_shareable import AgreementPaperSheet, GivesGetsPaperSheet, PaperGive, PaperPerson, PaperStep


def agreement_paper(sheet: AgreementPaperSheet, style: PaperStyle) -> bytes:
    """The paper as PDF: the same bytes for the same sheet and style. An agreed version's is the one that was kept."""
    if sheet.kept is not None and sheet.kept_page == style.page and not style.mark_changes:
        return sheet.kept
    width = style.width
    strips = title_block(
        t("Summary of agreement"),
        t("{title} · {day}", title=isolated(sheet.title), day=style.long_day(sheet.day)),
        width,
    )
    if style.mark_changes:
        strips += changed_part(sheet, style)
    strips += _between(sheet, width)
    strips += _terms(sheet, style)
    strips += heading(t("What each side gives"), width)
    strips += gives_table(sheet, style, changed_gives(sheet, style))
    *steps, last = _next_step(sheet, style)
    strips += [*steps, replace(last, keep=True)]  # nobody is to sign a page that says nothing
    strips += heading(t("Agreed by"), width)
    people = pairs(sheet.our_signers, sheet.their_signers)
    strips += lines_to_sign(["" if person is None else person_in_line(person) for person in people], width)
    return make_pdf(strips, frame_of(t("Summary of agreement"), sheet), style)


def frame_of(kind: str, sheet: AgreementPaperSheet | GivesGetsPaperSheet) -> Frame:
    """The frame of a paper that may be handed over: our mark, and its version, or that it is a draft."""
    corner = t("Draft") if sheet.version is None else t("Version {n}", n=sheet.version)
    title = t("{kind}: {title}", kind=kind, title=isolated(sheet.title))
    return Frame(title, sheet.our_name, sheet.day, private=False, corner=corner, picture=sheet.mark)


def pairs(ours: tuple[PaperPerson, ...], theirs: tuple[PaperPerson, ...]) -> list[PaperPerson | None]:
    """One of ours beside one of theirs, as long as there are any."""
    return [person for pair in zip_longest(ours, theirs) for person in pair]


def _between(sheet: AgreementPaperSheet, width: float) -> list[Strip]:
    cells = [
        () if person is None else (strong(person.name), Text(person.role), Text(person.address, CELL_QUIET))
        for person in pairs(sheet.our_parties, sheet.their_parties)
    ]
    return [*heading(t("Between"), width), *columns_of_text(cells, width)]


def _terms(sheet: AgreementPaperSheet, style: PaperStyle) -> list[Strip]:
    strips = heading(t("Terms agreed"), style.width)
    if not sheet.terms:
        nothing = t("No terms were agreed yet.") if sheet.version is None else t("No terms were agreed.")
        return strips + nothing_said(nothing, style.width)
    rows = [(term.name, style.amount(term.value, term.unit, term.currency, coins=True)) for term in sheet.terms]
    columns = (Column(t("Term"), 0.62), Column(t("Agreed"), 0.38, "right"))
    return strips + table(columns, rows, style.width, changed_terms(sheet, style))


def gives_table(
    sheet: AgreementPaperSheet | GivesGetsPaperSheet, style: PaperStyle, marked: Collection[int] = ()
) -> list[Strip]:
    """The two columns of what each side gives and by when, with a bar beside the `marked` rows."""
    if not sheet.our_gives and not sheet.their_gives:
        nothing = t("Nothing was agreed here yet.") if sheet.version is None else t("Nothing was agreed here.")
        return nothing_said(nothing, style.width)
    columns = (
        Column(who_gives(sheet.our_name, sheet.our_count), 0.335),
        Column(t("by"), 0.165),
        Column(who_gives(sheet.their_name, sheet.their_count), 0.335),
        Column(t("by"), 0.165),
    )
    day = sheet.day
    rows = [
        (*_give(our, day, style), *_give(their, day, style))
        for our, their in zip_longest(sheet.our_gives, sheet.their_gives)
    ]
    return table(columns, rows, style.width, marked)


def _give(give: PaperGive | None, day: date, style: PaperStyle) -> tuple[str, str]:
    return ("", "") if give is None else (give.title, due_words(give.due_on, give.due_text, day, style))


def nothing_said(sentence: str, width: float) -> list[Strip]:
    """What an empty part says."""
    return paragraph(sentence, width, SUBTITLE, gap=4.0)


def _next_step(sheet: AgreementPaperSheet, style: PaperStyle) -> list[Strip]:
    strips = heading(t("Next step") if len(sheet.next_steps) < 2 else t("Next steps"), style.width)
    if not sheet.next_steps:
        return strips + nothing_said(t("No next step was agreed."), style.width)
    marked = changed_steps(sheet, style)
    if len(sheet.next_steps) <= 2:
        for at, step in enumerate(sheet.next_steps):
            last = at == len(sheet.next_steps) - 1
            said = paragraph(_step_sentence(step, style), style.width, BODY, gap=3.0, keep=not last)
            strips += map(with_bar, said) if at in marked else said
        return strips
    rows = [(step.who, step.text, due_words(step.due_on, step.due_text, sheet.day, style)) for step in sheet.next_steps]
    columns = (Column(t("Who"), 0.25), Column(t("Does what"), 0.53), Column(t("by"), 0.22))
    return strips + table(columns, rows, style.width, marked)


def _step_sentence(step: PaperStep, style: PaperStyle) -> str:
    said = {"who": isolated(step.who), "what": isolated(_without_stop(step.text))}
    if step.due_on is not None and step.due_text:
        day, when = style.long_day(step.due_on), isolated(step.due_text)
        return t("{who}: {what}, by {day}, {when}.", **said, day=day, when=when)
    if step.due_on is not None:
        return t("{who}: {what}, by {day}.", **said, day=style.long_day(step.due_on))
    if step.due_text:
        return t("{who}: {what}, {when}.", **said, when=isolated(step.due_text))
    return t("{who}: {what}.", **said)


def _without_stop(text: str) -> str:
    return text.rstrip(" .")
