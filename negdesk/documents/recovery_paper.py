"""The recovery paper of an encrypted library: its code in groups, what it is for, and how it is used. Private."""

from dataclasses import dataclass, field, replace
from datetime import date

from negdesk.documents.export import Paper, not_printed
from negdesk.documents.file_names import proposed_name
from negdesk.documents.font_faces import Weight
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import BODY, CELL_QUIET, PaperStyle
from negdesk.documents.tables import Column, table
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import Cell, Text, heading, paragraph, title_block
from negdesk.domain.wording import t

GROUPS_IN_A_ROW = 4
_CODE = replace(BODY, size=15.0, leading=21.0, weight=Weight.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class RecoveryPaperSheet:
    """What the paper says: which library, the code in groups that dashes part, and the day it was made.

    `opens_by` says what opens the library day by day.
    """

    library: str
    code: str = field(repr=False)
    day: date
    opens_by: str


def recovery_paper(sheet: RecoveryPaperSheet, style: PaperStyle) -> Paper:
    """The paper with the file name to propose for it."""
    width = style.width
    subtitle = t("{title} · {day}", title=isolated(sheet.library), day=style.long_day(sheet.day))
    strips = title_block(t("Recovery paper"), subtitle, width)
    strips += heading(t("The code"), width)
    strips += table([Column("", 1.0)] * GROUPS_IN_A_ROW, _rows(sheet.code), width)
    strips += heading(t("What it is for"), width)
    for text in (
        t(
            "This code opens the library “{library}” and every backup made of it, whatever else is gone: the "
            "passphrase, the computer, its key store.",
            library=isolated(sheet.library),
        ),
        sheet.opens_by,
        t(
            "Whoever has this code and the file can read all of it. Keep this page where you keep passports, away from "
            "the computer. Nobody can make it again for you: without it, and without what opens the library day by "
            "day, the library stays closed for good."
        ),
    ):
        strips += paragraph(text, width, gap=5.0)
    strips += heading(t("How it is used"), width)
    for text in (
        t("1. Open NegDesk, and in it the library or its backup."),
        t("2. Where it asks for the passphrase, write the code. Small letters will do; dashes may be left out."),
        t("3. Choose a new passphrase in Settings, Encryption."),
    ):
        strips += paragraph(text, width, gap=5.0)
    strips += paragraph(
        t(
            "The code has digits, and letters without I, L, O and U. Its last group checks the others: a slip of the "
            "pen is told to you, and nothing is spoilt by it."
        ),
        width,
        CELL_QUIET,
        gap=9.0,
    )
    frame = Frame(t("Recovery paper: {title}", title=isolated(sheet.library)), "", sheet.day, private=True)
    name = proposed_name(t("Recovery paper"), sheet.library, sheet.day, private=True)
    return Paper(make_pdf(strips, frame, style), name, not_printed(sheet))


def _rows(code: str) -> list[tuple[Cell, ...]]:
    """The groups, each with its number before it, so that a copy can be compared."""
    groups = code.split("-")
    cells: list[Cell] = [(Text(str(n), CELL_QUIET), Text(group, _CODE)) for n, group in enumerate(groups, start=1)]
    cells += [""] * (-len(cells) % GROUPS_IN_A_ROW)
    return [tuple(cells[at : at + GROUPS_IN_A_ROW]) for at in range(0, len(cells), GROUPS_IN_A_ROW)]
