"""The brief: the plan on at most two pages, for our own eyes. What matters least is left out first, and named."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from negdesk.documents.page_drawing import Frame
from negdesk.documents.page_flow import into_pages, text_height
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import CELL, CELL_PRIVATE, CELL_QUIET, SUBTITLE, PaperStyle
from negdesk.documents.tables import Column, table
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import Cell, Strip, Text, heading, paragraph, strong, texts_in, title_block
from negdesk.domain.ledger import Priority
from negdesk.domain.text import listed
from negdesk.domain.wording import t, tn
from negdesk.queries.papers_private import BriefPaperSheet
from negdesk.queries.plan import AuthoritySheet, ItemLine, TermLine

MOST_PAGES = 2
LONGEST_TEXT = 320
LONGEST_IN_CELL = 110
LONGEST_SOURCE = 60
"""Characters that the brief prints of one text, of one in a narrow cell, and of where a figure is from.

The plan has the rest.
"""

ROWS_OF_ONE_RANK = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a section. Rows of the highest `rank` are left out first."""

    rank: int
    cells: tuple[Cell, ...]
    word: Callable[[int], str]
    """Says how many of such rows were left out."""


@dataclass(slots=True)
class _Section:
    """A part of the brief. So that no part takes all the room, later rows of a long one matter less than its first."""

    title: str
    columns: tuple[Column, ...]
    rows: list[_Row] = field(default_factory=list)

    def add(self, rank: int, cells: tuple[Cell, ...], word: Callable[[int], str]) -> None:
        """Add a row that matters less the higher its `rank` is."""
        self.rows.append(_Row(rank + len(self.rows) // ROWS_OF_ONE_RANK, cells, word))


def brief_paper(sheet: BriefPaperSheet, style: PaperStyle) -> bytes:
    """The paper as PDF, one or two pages: the same bytes for the same sheet and style."""
    texts = _Texts()
    sheet = replace(sheet, title=texts(sheet.title))
    sections = _sections(sheet, style, texts)
    ranked = sorted((row for section in sections for row in section.rows), key=lambda row: row.rank)
    height = text_height(style)

    def strips_with(count: int) -> list[Strip]:
        return _strips(sheet, style, sections, ranked[:count], ranked[count:], texts.shortened(ranked[:count]))

    fits, too_many = 0, len(ranked) + 1
    if len(into_pages(strips_with(len(ranked)), height)) <= MOST_PAGES:
        fits = len(ranked)
    while fits < len(ranked) and too_many - fits > 1:
        middle = (fits + too_many) // 2
        if middle <= len(ranked) and len(into_pages(strips_with(middle), height)) <= MOST_PAGES:
            fits = middle
        else:
            too_many = middle
    frame = Frame(t("Brief: {title}", title=isolated(sheet.title)), sheet.our_name, sheet.day, private=True)
    return make_pdf(strips_with(fits), frame, style)


class _Texts:
    """Cuts texts that are too long for a brief, and knows them again."""

    def __init__(self) -> None:
        self._cut: set[str] = set()

    def __call__(self, text: str, longest: int = LONGEST_TEXT) -> str:
        if len(text) <= longest:
            return text
        short = text[:longest].rstrip() + "…"
        self._cut.add(short)
        return short

    def source(self, text: str) -> str:
        """As much as is needed to know where a figure is from."""
        return self(text, LONGEST_SOURCE)

    def in_cell(self, text: str) -> str:
        """As much of a text as a narrow cell takes."""
        return self(text, LONGEST_IN_CELL)

    def shortened(self, rows: Sequence[_Row]) -> int:
        """How many texts in these rows were cut."""
        return sum(text.text in self._cut for row in rows for cell in row.cells for text in texts_in(cell))


def _strips(
    sheet: BriefPaperSheet,
    style: PaperStyle,
    sections: Sequence[_Section],
    kept: Sequence[_Row],
    left_out: Sequence[_Row],
    shortened: int,
) -> list[Strip]:
    subtitle = t("{title} · {day}", title=isolated(sheet.title), day=style.long_day(sheet.day))
    strips = title_block(t("Brief"), subtitle, style.width)
    chosen = {id(row) for row in kept}
    for section in sections:
        rows = [row.cells for row in section.rows if id(row) in chosen]
        if rows:
            strips += heading(section.title, style.width, gap=13.0)
            strips += table(section.columns, rows, style.width)
    if not any(section.rows for section in sections):
        strips += paragraph(t("Nothing is planned yet."), style.width, SUBTITLE, gap=14.0)
    note = _note(left_out, shortened)
    return strips + (paragraph(note, style.width, CELL_QUIET, gap=10.0) if note else [])


def _note(left_out: Sequence[_Row], shortened: int) -> str:
    said = []
    if left_out:
        counts = Counter(row.word for row in left_out)
        said.append(
            t("Left out to stay on two pages: {what}.", what=listed([word(count) for word, count in counts.items()]))
        )
    if shortened:
        said.append(tn("{n} long text was shortened.", "{n} long texts were shortened.", shortened))
    return " ".join([*said, t("The plan has all of it.")]) if said else ""


def _sections(sheet: BriefPaperSheet, style: PaperStyle, texts: _Texts) -> list[_Section]:
    plan = sheet.plan
    pair = (Column("", 0.23, names=True), Column("", 0.77))
    aim = _Section(t("A good outcome"), pair)
    for label, text in ((t("For us"), plan.outcome_us), (t("For them"), plan.outcome_them)):
        if text:
            aim.add(0, (Text(label, CELL_QUIET), texts(text)), _outcomes)
    return [
        aim,
        _people(sheet, style, texts),
        _terms(plan.terms, style, texts),
        _gives(plan.gives, sheet, style, texts),
        _gets(plan.gets, texts),
        _no_deal(sheet, texts),
        _if_thens(sheet, texts),
        _questions(sheet, texts),
        _own_note(plan.note, texts),
    ]


def _outcomes(n: int) -> str:
    return tn("{n} outcome", "{n} outcomes", n)


def _facts(n: int) -> str:
    return tn("{n} line about people", "{n} lines about people", n)


def _people(sheet: BriefPaperSheet, style: PaperStyle, texts: _Texts) -> _Section:
    section = _Section(t("People"), (Column("", 0.23, names=True), Column("", 0.77)))
    if sheet.meets_at is not None:
        when = t("{day}, {time}", day=style.long_day(sheet.meets_at.date()), time=style.time(sheet.meets_at))
        where = t("{when} · {place}", when=when, place=isolated(sheet.place)) if sheet.place else when
        section.add(1, (Text(t("Meeting"), CELL_QUIET), where), _facts)
    for at, person in enumerate(sheet.people):
        role = isolated(person.role)
        named = t("{name}, {role}", name=isolated(person.name), role=role) if person.role else person.name
        does = Text(t(", ").join(map(isolated, person.does)), CELL_QUIET)
        across = Text(t("Across the table") if at == 0 else "", CELL_QUIET)
        section.add(1 if at < 4 else 6, (across, (Text(texts(named)), does)), _facts)
    for label, authority in (
        (t("We can sign"), sheet.plan.authority_us),
        (t("They can sign"), sheet.plan.authority_them),
    ):
        said = _authority(authority, sheet, style)
        if said:
            section.add(1, (Text(label, CELL_QUIET), texts(said)), _facts)
    return section


def _authority(authority: AuthoritySheet, sheet: BriefPaperSheet, style: PaperStyle) -> str:
    amount = style.amount(authority.limit_amount, currency=sheet.plan.currency)
    limit = " ".join(
        part for part in (t("up to {amount}", amount=amount) if amount else "", isolated(authority.limit_note)) if part
    )
    return t(" · ").join(part for part in (isolated(authority.who), limit, isolated(authority.evidence)) if part)


def _terms(terms: Sequence[TermLine], style: PaperStyle, texts: _Texts) -> _Section:
    columns = (
        Column(t("Term"), 0.27),
        Column(t("Open at"), 0.15, "right"),
        Column(t("Target"), 0.15, "right"),
        Column(t("Walk-away"), 0.16, "right"),
        Column(t("Their end, as far as we know"), 0.27, "right"),
    )
    section = _Section(t("Terms"), columns)
    for term in sorted(terms, key=lambda term: -(term.weight or 0)):

        def amount(value: object, term: TermLine = term) -> str:
            return style.amount(value, term.unit, term.currency)  # type: ignore[arg-type]  # a Decimal or None

        theirs = (Text(amount(term.their_walk_away)), Text(texts.source(term.their_source), CELL_QUIET))
        walk_away = Text(amount(term.walk_away), CELL_PRIVATE)
        cells = (strong(texts.in_cell(term.name)), amount(term.opening), amount(term.target), walk_away, theirs)
        section.add(2 if (term.weight or 0) >= 3 else 5, cells, _terms_left)
    return section


def _terms_left(n: int) -> str:
    return tn("{n} term", "{n} terms", n)


def _gives(gives: Sequence[ItemLine], sheet: BriefPaperSheet, style: PaperStyle, texts: _Texts) -> _Section:
    columns = (
        Column(t("Give"), 0.36),
        Column(t("Costs us"), 0.13, "right"),
        Column(t("Worth to them"), 0.13, "right"),
        Column(t("Limit and condition"), 0.38),
    )
    section = _Section(t("What we can give"), columns)
    for item in sorted(gives, key=lambda item: not item.give_first):
        first = Text(t("Give first"), CELL_PRIVATE) if item.give_first else Text("")
        cost = style.amount(item.cost_amount, currency=sheet.plan.currency) or steps(item.cost)
        limits = (Text(texts.in_cell(item.limit_text)), Text(texts.in_cell(item.condition_text), CELL_QUIET))
        cells = ((strong(texts.in_cell(item.title)), first), cost, steps(item.value), limits)
        section.add(2 if item.give_first else 4, cells, _gives_left)
    return section


def _gives_left(n: int) -> str:
    return tn("{n} give", "{n} gives", n)


def steps(value: int | None) -> str:
    """A cost or a value in steps of 0 to 5; nothing where it was never set."""
    return t("{n} of 5", n=value) if value else ""


_GET_RANKS = {Priority.MUST: 3, Priority.TRADABLE: 5, Priority.WISH: 9, None: 9}


def _gets(gets: Sequence[ItemLine], texts: _Texts) -> _Section:
    columns = (Column(t("Get"), 0.49), Column(t("Worth to us"), 0.13, "right"), Column(t("How much we need it"), 0.38))
    section = _Section(t("What we ask for"), columns)
    for item in sorted(gets, key=lambda item: _GET_RANKS[item.priority]):
        title = strong(texts.in_cell(item.title)) if item.priority is Priority.MUST else Text(texts.in_cell(item.title))
        needed = (
            Text(item.priority.label if item.priority else ""),
            Text(texts.in_cell(item.condition_text), CELL_QUIET),
        )
        section.add(_GET_RANKS[item.priority], (title, steps(item.value), needed), _gets_left)
    return section


def _gets_left(n: int) -> str:
    return tn("{n} get", "{n} gets", n)


def _no_deal(sheet: BriefPaperSheet, texts: _Texts) -> _Section:
    section = _Section(t("If there is no deal"), (Column("", 0.23, names=True), Column("", 0.77)))
    for rank, label, lines in (
        (4, t("We"), sheet.plan.our_alternatives),
        (6, t("They, as far as we know"), sheet.plan.their_alternatives),
    ):
        for at, line in enumerate(lines):
            cells = (Text(label if at == 0 else "", CELL_QUIET), texts(line.text))
            section.add(rank, cells, _alternatives_left)
    return section


def _alternatives_left(n: int) -> str:
    return tn("{n} alternative", "{n} alternatives", n)


def _if_thens(sheet: BriefPaperSheet, texts: _Texts) -> _Section:
    section = _Section(t("If they …, then we …"), (Column("", 0.42), Column("", 0.58)))
    for line in sheet.plan.if_thens:
        section.add(7, (Text(texts.in_cell(line.if_text), CELL), texts(line.then_text)), _if_thens_left)
    return section


def _if_thens_left(n: int) -> str:
    return tn("{n} if-then", "{n} if-thens", n)


def _questions(sheet: BriefPaperSheet, texts: _Texts) -> _Section:
    section = _Section(t("Questions to ask"), (Column("", 1.0),))
    for line in sorted(sheet.plan.questions, key=lambda line: bool(line.answer)):
        cells = ((Text(texts(line.text)), Text(texts(line.answer), CELL_QUIET)),)
        section.add(10 if line.answer else 8, cells, _questions_left)
    return section


def _questions_left(n: int) -> str:
    return tn("{n} question", "{n} questions", n)


def _own_note(note: str, texts: _Texts) -> _Section:
    section = _Section(t("Note"), (Column("", 1.0),))
    if note:
        section.add(7, (texts(note),), _notes_left)
    return section


def _notes_left(n: int) -> str:
    return tn("{n} note", "{n} notes", n)
