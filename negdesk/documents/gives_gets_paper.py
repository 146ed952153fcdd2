"""Gives and gets: what each side gives the other, the two columns alone."""

from negdesk.documents.agreement_paper import frame_of, gives_table
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_lines import isolated
from negdesk.documents.typesetting import heading, title_block
from negdesk.domain.wording import t
from negdesk.queries.papers_shareable import GivesGetsPaperSheet


def gives_gets_paper(sheet: GivesGetsPaperSheet, style: PaperStyle) -> bytes:
    """The paper as PDF: the same bytes for the same sheet and style."""
    subtitle = t("{title} · {day}", title=isolated(sheet.title), day=style.long_day(sheet.day))
    strips = title_block(t("Gives and gets"), subtitle, style.width)
    strips += heading(t("What each side gives"), style.width)
    strips += gives_table(sheet, style)
    return make_pdf(strips, frame_of(t("Gives and gets"), sheet), style)
