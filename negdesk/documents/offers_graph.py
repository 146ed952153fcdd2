"""How the offers of both sides came together: one small graph for each term, three in a row."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from negdesk.documents.paper_style import (
    CELL_QUIET,
    CELL_STRONG,
    FOOT,
    HAIRLINE,
    OURS,
    PRIVATE_INK,
    THEIRS,
    PaperStyle,
    TextStyle,
)
from negdesk.documents.structure import Element
from negdesk.documents.text_lines import Line
from negdesk.documents.typesetting import (
    PADDING,
    DotMark,
    Mark,
    PathMark,
    RuleMark,
    Strip,
    TextMark,
    aligned,
    baseline,
    one_line,
    paragraph,
    text_width,
)
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import mark, t, tn
from negdesk.queries.papers_private import LedgerOffer
from negdesk.queries.plan import TermLine

IN_A_ROW = 3
MOST_GRAPHS = 12
"""Of more terms only the weightiest get a graph; the table of the offers has all of them."""

_TOP, _BOTTOM, _HEIGHT = 24.0, 76.0, 98.0
_COLOURS = {Side.US: OURS, Side.THEM: THEIRS}
_Points = list[tuple[int, Side, Decimal]]


def offers_graph(terms: Sequence[TermLine], offers: Sequence[LedgerOffer], style: PaperStyle) -> list[Strip]:
    """The graphs of terms for which there were two offers or more; nothing where there is no such term."""
    found = []
    for place, term in enumerate(terms):
        points = [
            (at, offer.side, value) for at, offer in enumerate(offers) for held, value in offer.values if held == place
        ]
        if len(points) > 1:
            found.append((term, points))
    weightiest = sorted(found, key=lambda pair: -(pair[0].weight or 0))[:MOST_GRAPHS]
    drawn = [pair for pair in found if pair in weightiest]
    wide = style.width / IN_A_ROW
    strips = []
    for start in range(0, len(drawn), IN_A_ROW):
        row, marks = drawn[start : start + IN_A_ROW], list[Mark]()
        room = wide - 2 * PADDING - 6
        below = 0.0 if all(_one_beside_another(term, room, style) for term, _ in row) else FOOT.leading
        for number, (term, points) in enumerate(row):
            marks += _graph(term, points, len(offers), number * wide + PADDING, room, below, style)
        strips.append(Strip(_HEIGHT + below, tuple(marks), gap=0.0 if start == 0 else 6.0))
    if len(found) > len(drawn):
        said = tn("{n} more term is in the table.", "{n} more terms are in the table.", len(found) - len(drawn))
        strips += paragraph(said, style.width, CELL_QUIET, gap=2.0, inset=PADDING)
    return strips


def _one_beside_another(term: TermLine, width: float, style: PaperStyle) -> bool:
    """Whether there is room for a term's name beside its walk-away, which stands below it otherwise."""
    beside = 0.0 if term.walk_away is None else text_width(_walk_away(term, width, style), FOOT) + 6
    return text_width(one_line(term.name, CELL_STRONG, 10_000.0), CELL_STRONG) + beside <= width


def _walk_away(term: TermLine, width: float, style: PaperStyle) -> Line:
    amount = style.amount(term.walk_away, "", term.currency)
    return _first_that_fits((t("walk-away {amount}", amount=amount), amount), width * 0.55)


def _graph(
    term: TermLine, points: _Points, offers: int, x: float, width: float, below: float, style: PaperStyle
) -> list[Mark]:
    """The graph with its name above it, and beside that or `below` it the walk-away."""
    top, bottom = _TOP + below, _BOTTOM + below
    figure = Element("Figure", alt=_told(term, points, style), box=(x, 0.0, width, _HEIGHT + below))
    values = [value for _, _, value in points] + ([term.walk_away] if term.walk_away is not None else [])
    low, high = min(values), max(values)

    def height(value: Decimal) -> float:
        part = float((value - low) / (high - low)) if high != low else 0.5
        return bottom - part * (bottom - top)

    def along(at: int) -> float:
        return x + (width * at / (offers - 1) if offers > 1 else width / 2)

    marks: list[Mark] = [RuleMark(x, bottom + 4, width, HAIRLINE)]
    if term.walk_away is not None:
        y = height(term.walk_away)
        marks.append(PathMark(((x, y), (x + width, y)), PRIVATE_INK, 0.7, dashed=True))
        coloured = TextStyle(FOOT.size, FOOT.leading, colour=PRIVATE_INK)
        place = 2 + baseline(CELL_STRONG) + below
        marks.append(aligned(_walk_away(term, width, style), coloured, x, place, width, right=not below))
    marks.append(TextMark(one_line(term.name, CELL_STRONG, width), CELL_STRONG, x, 2 + baseline(CELL_STRONG)))
    for side in Side:
        own = [(along(at), height(value)) for at, of, value in points if of is side]
        if len(own) > 1:
            marks.append(PathMark(tuple(own), _COLOURS[side]))
        marks += [DotMark(px, py, 2.0, _COLOURS[side]) for px, py in own]
    return [replace(each, part=figure) for each in [*marks, *_labels(term, points, x, width, bottom, style)]]


def _told(term: TermLine, points: _Points, style: PaperStyle) -> str:
    """The graph in words."""
    sides = {Side.US: mark("we {amount}"), Side.THEM: mark("they {amount}")}
    offers = t(", ").join(
        t(sides[side], amount=style.amount(value, term.unit, term.currency)) for _, side, value in points
    )
    if term.walk_away is None:
        return t("Offers on {term} in their order: {offers}.", term=term.name, offers=offers)
    return t(
        "Offers on {term} in their order: {offers}. Our walk-away is {amount}.",
        term=term.name,
        offers=offers,
        amount=style.amount(term.walk_away, term.unit, term.currency),
    )


def _labels(term: TermLine, points: _Points, x: float, width: float, bottom: float, style: PaperStyle) -> list[Mark]:
    """Under the graph: the last offer of each side."""
    marks: list[Mark] = []
    for side, place, right in ((Side.US, x, False), (Side.THEM, x + width / 2, True)):
        last = next((value for _, of, value in reversed(points) if of is side), None)
        if last is not None:
            amounts = (style.amount(last, term.unit, term.currency), style.amount(last, "", term.currency))
            coloured = TextStyle(FOOT.size, FOOT.leading, colour=_COLOURS[side])
            line = _first_that_fits(amounts, width / 2 - 4)
            marks.append(aligned(line, coloured, place, bottom + 6 + baseline(FOOT), width / 2, right))
    return marks


def _first_that_fits(texts: Sequence[str], width: float) -> Line:
    """The first text that fits into the width, for an amount must not be cut; where none does the last, cut."""
    whole = (one_line(text, FOOT, 10_000.0) for text in texts)
    return next((line for line in whole if text_width(line, FOOT) <= width), one_line(texts[-1], FOOT, width))
