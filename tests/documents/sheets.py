"""Sheets for papers, where no library is needed."""

from datetime import date
from decimal import Decimal

from negdesk.queries.papers_shareable import (
    AgreementPaperSheet,
    PaperGive,
    PaperPerson,
    PaperStep,
    PaperTerm,
)


def agreement_sheet(text: str = "") -> AgreementPaperSheet:
    """The oat flour agreement; with `text` every field of text says that."""
    ours = (PaperPerson(text or "Harbour Bakery", text or "Owner"),)
    theirs = (PaperPerson(text or "Nordmill Foods", text or "Sales director"),)
    return AgreementPaperSheet(
        title=text or "Oat flour, yearly supply",
        version=1,
        day=date(2026, 11, 23),
        our_name=text or "Harbour Bakery",
        their_name=text or "Nordmill Foods",
        our_parties=ours,
        their_parties=theirs,
        terms=(
            PaperTerm(text or "Price per tonne", Decimal(648), "", "EUR"),
            PaperTerm("Volume", Decimal("160"), text or "t", ""),
        ),
        our_gives=(PaperGive(text or "Forecast", None, text or "today"),),
        their_gives=(PaperGive(text or "Delivery", date(2027, 1, 4), ""),),
        next_steps=(PaperStep("Nordmill Foods", text or "Send the order", date(2026, 11, 30), ""),),
        our_signers=ours,
        their_signers=theirs,
    )
