"""The counterpart log: who they are, promises, and every entry. For our own eyes; of any length."""

from itertools import groupby

from negdesk.documents.agreement_words import due_words
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import CELL, CELL_QUIET, SUBTITLE, PaperStyle
from negdesk.documents.tables import Column, facts, table
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import Cell, Strip, Text, heading, paragraph, strong, title_block
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.negotiation import Side
from negdesk.domain.promise import PromiseState
from negdesk.domain.wording import t, tn
from negdesk.queries.papers_private import LogLine, LogPaperSheet, PromiseLine


def log_paper(sheet: LogPaperSheet, style: PaperStyle) -> bytes:
    """The paper as PDF: the same bytes for the same sheet and style."""
    subtitle = t("{title} · {day}", title=isolated(sheet.role or sheet.kind.label), day=style.long_day(sheet.day))
    strips = title_block(sheet.name, subtitle, style.width)
    strips += _who(sheet, style)
    strips += _promises(sheet, style)
    strips += _entries(sheet, style)
    frame = Frame(t("Log: {title}", title=isolated(sheet.name)), sheet.our_name, sheet.day, private=True)
    return make_pdf(strips, frame, style)


def _who(sheet: LogPaperSheet, style: PaperStyle) -> list[Strip]:
    contact = _joined(sheet.email, sheet.phone)
    negotiations = tuple(
        Text(t("{title} · {stage}", title=isolated(title), stage=stage.label.lower()))
        for title, stage in sheet.negotiations
    )
    pairs: list[tuple[str, Cell]] = [
        (t("What matters to them"), sheet.what_matters),
        (t("How we know them"), sheet.how_we_know),
        (t("Known since"), sheet.known_since),
        (t("Languages"), sheet.languages),
        (t("Reach them"), (Text(contact), Text(sheet.address))),
        (t("How it goes"), (Text(sheet.rapport), Text(sheet.contact, CELL_QUIET))),
        (t("People"), tuple(Text(_joined(*person)) for person in sheet.people) or ""),
        (t("Negotiations"), negotiations or ""),
        (t("Tags"), sheet.tags),
        *sheet.own,
    ]
    return [*heading(t("About them"), style.width), *facts(pairs, style.width)]


def _joined(*parts: str) -> str:
    return t(" · ").join(isolated(part) for part in parts if part)


def _promises(sheet: LogPaperSheet, style: PaperStyle) -> list[Strip]:
    if not sheet.promises:
        return []
    columns = (Column(t("Promise"), 0.56), Column(t("Whose"), 0.22), Column(t("Stands"), 0.22))
    rows: list[tuple[Cell, ...]] = [
        (
            strong(line.text) if line.state is PromiseState.OPEN else line.text,
            sheet.our_name if line.side is Side.US else sheet.name,
            (
                Text(_stands(line, sheet, style), CELL if line.state is PromiseState.OPEN else CELL_QUIET),
                Text(t("{parts} kept", parts=isolated(line.parts_words)) if line.parts_words else "", CELL_QUIET),
            ),
        )
        for line in sheet.promises
    ]
    return [*heading(t("Promises"), style.width), *table(columns, rows, style.width)]


def _stands(line: PromiseLine, sheet: LogPaperSheet, style: PaperStyle) -> str:
    """How a promise stands; its day by itself, for a paper is also read when *Friday* is another one."""
    if line.due_on is not None:
        return due_words(line.due_on, line.stands, sheet.day, style)
    return line.stands or line.state.label


def _entries(sheet: LogPaperSheet, style: PaperStyle) -> list[Strip]:
    if not sheet.entries:
        return heading(t("Log"), style.width) + paragraph(t("Nothing was written yet."), style.width, SUBTITLE, gap=4.0)
    strips: list[Strip] = []
    columns = (Column(t("Day"), 0.13), Column(t("Kind"), 0.15), Column(t("Entry"), 0.72))
    for year, lines in groupby(sheet.entries, key=lambda line: line.happened_on.year):
        held = list(lines)
        count = tn("{n} entry", "{n} entries", len(held))
        strips += heading(t("Log {year}", year=year), style.width, note=count)
        strips += table(columns, [_entry(line, style) for line in held], style.width)
    return strips


def _entry(line: LogLine, style: PaperStyle) -> tuple[Cell, ...]:
    notes = []
    if line.rapport is not None:
        notes.append(Text(t("rapport {n} of 5", n=line.rapport), CELL_QUIET))
    if line.value and line.kind in (EntryKind.GAVE, EntryKind.GOT):
        notes.append(Text(t("worth {n} of 5", n=line.value), CELL_QUIET))
    day = Text(style.short_day(line.happened_on, beside=line.happened_on), CELL_QUIET)
    about = Text(_joined(line.who, line.negotiation), CELL_QUIET)
    return (day, (Text(line.kind.label), *notes), (Text(line.text), about))
