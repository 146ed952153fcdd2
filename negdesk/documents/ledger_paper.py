"""The ledger: planned and agreed, gives and gets, the balance, and how the offers came together. For our own eyes."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from negdesk.documents.agreement_words import due_words, who_gives
from negdesk.documents.brief_paper import steps
from negdesk.documents.offers_graph import offers_graph
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import CELL, CELL_PRIVATE, CELL_QUIET, HAIRLINE, OURS, SUBTITLE, THEIRS, PaperStyle
from negdesk.documents.structure import Element
from negdesk.documents.tables import Column, table
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import (
    PADDING,
    BoxMark,
    Mark,
    Strip,
    Text,
    TextMark,
    aligned,
    baseline,
    heading,
    one_line,
    paragraph,
    strong,
    title_block,
)
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import t, tn
from negdesk.queries.papers_private import LedgerOffer, LedgerPaperSheet
from negdesk.queries.plan import ItemLine

MOST_IN_LINE = 6
"""Values of an offer that are written one after the other."""


def ledger_paper(sheet: LedgerPaperSheet, style: PaperStyle) -> bytes:
    """The paper as PDF: the same bytes for the same sheet and style."""
    subtitle = t("{title} · {day}", title=isolated(sheet.title), day=style.long_day(sheet.day))
    strips = title_block(t("Ledger"), subtitle, style.width)
    strips += _planned_and_agreed(sheet, style)
    strips += _balance(sheet, style)
    for name, count, items in ((sheet.our_name, 1, sheet.gives), (sheet.their_name, sheet.their_count, sheet.gets)):
        strips += heading(who_gives(name, count), style.width) + _items(items, sheet, style)
    strips += _offers(sheet, style)
    frame = Frame(t("Ledger: {title}", title=isolated(sheet.title)), sheet.our_name, sheet.day, private=True)
    return make_pdf(strips, frame, style)


def _planned_and_agreed(sheet: LedgerPaperSheet, style: PaperStyle) -> list[Strip]:
    strips = heading(t("Planned and agreed"), style.width)
    if not sheet.terms:
        return strips + _empty(t("No terms are planned yet."), style)
    columns = (
        Column(t("Term"), 0.32),
        Column(t("Target"), 0.17, "right"),
        Column(t("Walk-away"), 0.17, "right"),
        Column(t("Agreed"), 0.17, "right"),
        Column(t("Above minimum"), 0.17, "right"),
    )
    rows = []
    for compared, term in zip(sheet.comparison.terms, sheet.terms, strict=True):
        amounts = [
            style.amount(value, term.unit, term.currency)
            for value in (compared.target, term.walk_away, compared.agreed)
        ]
        above = _above(compared.above_minimum, term.unit, term.currency, style)
        rows.append(
            (
                term.name,
                amounts[0],
                Text(amounts[1], CELL_PRIVATE),
                strong(amounts[2]) if amounts[2] else Text(t("not yet"), CELL_QUIET),
                Text(above, CELL_PRIVATE),
            )
        )
    strips += table(columns, rows, style.width)
    sentences = " ".join(map(isolated, sheet.comparison.sentences))
    return strips + paragraph(sentences, style.width, CELL_QUIET, gap=4.0, inset=PADDING)


def _above(value: Decimal | None, unit: str, currency: str, style: PaperStyle) -> str:
    if value is None:
        return ""
    return style.amount(value, unit, currency) if value else t("at it")


def _balance(sheet: LedgerPaperSheet, style: PaperStyle) -> list[Strip]:
    """What was given and got as a bar: given from the left, got from the right, what is on the table between."""
    held = sheet.balance
    strips = heading(t("Balance"), style.width)
    if not any(tally.count for tally in (held.given, held.got, held.offered, held.asked)):
        return strips + _empty(t("Nothing was given or got yet."), style)
    width, (given, got) = style.width - 2 * PADDING, held.shares
    left = one_line(tn("{n} given", "{n} given", held.given.count), CELL, width / 2)
    right = one_line(tn("{n} got", "{n} got", held.got.count), CELL, width / 2)
    marks: list[Mark] = [
        TextMark(left, CELL, PADDING, 4 + baseline(CELL), Element("P")),
        aligned(right, CELL, PADDING + width / 2, 4 + baseline(CELL), width / 2, right=True, part=Element("P")),
        BoxMark(PADDING, 20.0, width, 5.0, HAIRLINE),
        BoxMark(PADDING, 20.0, width * given, 5.0, OURS),
        BoxMark(PADDING + width * (1 - got), 20.0, width * got, 5.0, THEIRS),
    ]
    strips.append(Strip(30.0, tuple(marks), keep=True))
    return strips + paragraph(_worth(sheet), style.width, CELL_QUIET, inset=PADDING)


def _worth(sheet: LedgerPaperSheet) -> str:
    """The sums of what was valued, and how much more there is. What has no value yet is not worth nothing."""
    held = sheet.balance
    given, got, still = held.given.value, held.got.value, held.offered.count + held.asked.count
    said = []
    if given and got:
        both = t(
            "What we gave is worth {given} to them and what we got {got} to us, in steps of up to five each.",
            given=given,
            got=got,
        )
        said.append(both)
    elif given:
        said.append(t("What we gave is worth {n} to them, in steps of up to five each.", n=given))
    elif got:
        said.append(t("What we got is worth {n} to us, in steps of up to five each.", n=got))
    if still and sheet.ended:
        said.append(tn("{n} more was on the table.", "{n} more were on the table.", still))
    elif still:
        said.append(tn("{n} more is on the table.", "{n} more are on the table.", still))
    return " ".join(said)


def _items(items: Sequence[ItemLine], sheet: LedgerPaperSheet, style: PaperStyle) -> list[Strip]:
    if not items:
        return _empty(t("Nothing yet."), style)
    columns = (
        Column(t("What"), 0.40),
        Column(t("Planned"), 0.18),
        Column(t("State"), 0.14),
        Column(t("by"), 0.16),
        Column(t("Worth"), 0.12, "right"),
    )
    rows = []
    for item in items:
        accepted = item.state is LedgerState.ACCEPTED
        due = due_words(item.due_on, item.due_text, sheet.day, style)
        state = item.state.label if item.state else ""
        rows.append(
            (
                strong(item.title) if accepted else item.title,
                Text(t("in the plan") if item.planned else t("came up later"), CELL_QUIET),
                strong(state) if accepted else Text(state, CELL_QUIET),
                due,
                steps(item.value),
            )
        )
    return table(columns, rows, style.width)


def _offers(sheet: LedgerPaperSheet, style: PaperStyle) -> list[Strip]:
    strips = heading(t("Offers"), style.width)
    if not sheet.offers:
        return strips + _empty(t("No offer was made yet."), style)
    strips += offers_graph(sheet.terms, sheet.offers, style)
    columns = (Column(t("When"), 0.15), Column(t("Who"), 0.17), Column(t("Offer"), 0.55), Column(t("State"), 0.13))
    rows = [
        (
            Text(
                style.moment(offer.made_at, beside=sheet.day),
                CELL_QUIET,
            ),
            _who(offer, sheet),
            (*_package(offer, sheet, style), Text(offer.text, CELL_QUIET)),
            t("not taken") if offer.over else offer.state.label,
        )
        for offer in sheet.offers
    ]
    return strips + table(columns, rows, style.width)


def _who(offer: LedgerOffer, sheet: LedgerPaperSheet) -> Text:
    """The side that made an offer, in its colour in the graphs."""
    if offer.side is Side.US:
        return Text(sheet.our_name, replace(CELL, colour=OURS))
    return Text(sheet.their_name, replace(CELL, colour=THEIRS))


def _package(offer: LedgerOffer, sheet: LedgerPaperSheet, style: PaperStyle) -> list[Text]:
    """What is in an offer: a few values one after the other, many of them each on its own line."""
    said = []
    for at, value in offer.values:
        term = sheet.terms[at]
        amount = style.amount(value, term.unit, term.currency)
        said.append(t("{term} {value}", term=isolated(term.name), value=isolated(amount)))
    return [Text(t(" · ").join(said))] if len(said) <= MOST_IN_LINE else [Text(each) for each in said]


def _empty(sentence: str, style: PaperStyle) -> list[Strip]:
    return paragraph(sentence, style.width, SUBTITLE, gap=4.0)
