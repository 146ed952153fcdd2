"""The leak campaign: in libraries made up at random every private field is a canary; no paper for them may have one.

Looked at are its text, also beside the page, metadata, bookmarks, annotations, attachments, names of objects and its
file name, by two readers that know nothing of each other: pypdf and poppler's tools. The same search must find the one
private field that is let in on purpose.
"""

import os
import random
import re
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pypdf
import pytest

from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.structure import Element
from negdesk.documents.typesetting import RuleMark, Strip
from negdesk.domain.agreement_changes import About
from negdesk.domain.agreement_text import to_json
from negdesk.domain.negotiation import Side
from negdesk.queries.papers_shareable import PaperChange, PaperGive
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.database import IN_MEMORY, Connection, open_library
from tests.documents.oat_flour import NOW, put
from tests.documents.reading import asker, everything, needs_poppler
from tests.documents.sheets import agreement_sheet

TODAY = date(2026, 11, 23)
FULL = os.environ.get("NEGDESK_CAMPAIGN") == "full"
SHAREABLE = (PaperKind.AGREEMENT, PaperKind.GIVES_GETS)
CANARY = re.compile(r"Qz\d{6}z|7717\d{6}", re.IGNORECASE)
"""What every private text holds, and how every private amount begins."""

SAID = (
    "Flour",
    "Delivery weekly",
    "Straße",
    "Αθήνα",
    "мука",
    "דקל",
    "شركة",
    "Payment in 14 days",
    "Ana & Søn",
    "ø" * 90,
)


class Canaries:
    """Private words and amounts, each another."""

    def __init__(self) -> None:
        self._next = count(1)

    def word(self) -> str:
        """A private text."""
        return f"Qz{next(self._next):06}z"

    def amount(self) -> str:
        """A private amount."""
        return f"7717{next(self._next):06}"


def private_library(connection: Connection, chance: random.Random) -> None:
    """A negotiation with number 1 in a library in which all that is private is a canary."""
    bird = Canaries()

    def said() -> str:
        return f"{chance.choice(SAID)} {chance.randrange(99)}"

    for key in ("our_name", "our_job_title", "our_address"):
        put(connection, "setting", key=key, value=said())
    stage = chance.choice(("planning", "meeting", "agreed_in_principle", "paused", "no_deal"))
    it = put(
        connection, "negotiation", title=said(), context=bird.word(), currency="EUR", stage=stage,
        outcome_us=bird.word(), outcome_them=bird.word(), note=bird.word(), created_at=NOW, stage_changed_at=NOW,
    )  # fmt: skip
    other = put(connection, "negotiation", title=bird.word(), context=bird.word(), created_at=NOW, stage_changed_at=NOW)
    people = []
    for place in range(chance.randrange(4)):
        people.append(
            put(
                connection, "counterpart", kind=chance.choice(("person", "organisation")), name=said(),
                job_title=said(), email=bird.word(), phone=bird.word(), address=bird.word(), how_we_know=bird.word(),
                languages=bird.word(), what_matters=bird.word(), known_since=bird.word(), created_at=NOW,
            )
        )  # fmt: skip
        put(connection, "party", negotiation_id=it, counterpart_id=people[-1], decides=1, position=place)
        put(connection, "log_entry", counterpart_id=people[-1], negotiation_id=it, kind="note",
            happened_on="2026-11-01", written_at=NOW, text=bird.word(), rapport=2)  # fmt: skip
        put(connection, "attached_file", counterpart_id=people[-1], name=bird.word(), size=3, note=bird.word(),
            added_at=NOW)  # fmt: skip
    for side in ("us", "them"):
        put(connection, "authority", negotiation_id=it, side=side, who=bird.word(), limit_amount=bird.amount(),
            limit_note=bird.word(), evidence=bird.word())  # fmt: skip
        put(connection, "alternative", negotiation_id=it, side=side, text=bird.word())
        put(
            connection, "lamp", negotiation_id=it, side=side, kind="wants", lit=1, who=bird.word(), evidence=bird.word()
        )
    _terms_and_offers(connection, chance, bird, said, it)
    _ledger(connection, chance, bird, said, it, other)
    put(connection, "if_then", negotiation_id=it, if_text=bird.word(), then_text=bird.word())
    put(connection, "question", negotiation_id=it, text=bird.word(), answer=bird.word())
    put(connection, "look_back", negotiation_id=it, outcome_us=1, learnt=bird.word(), written_at=NOW)
    put(connection, "template", name=bird.word(), context=bird.word(), content="{}", created_at=NOW)
    if chance.random() < 0.7:
        _agreed_before(connection, chance, bird, said, it)


def _agreed_before(
    connection: Connection, chance: random.Random, bird: Canaries, said: Callable[[], str], it: int
) -> None:
    """What was accepted so far is a version; since then something is gone, something new and something otherwise."""
    put(connection, "agreement_version", negotiation_id=it, version=1, agreed_on="2026-11-01", frozen_at=NOW,
        content=to_json(draft_content(connection, it)))  # fmt: skip
    accepted = "SELECT {} (id) FROM ledger_item WHERE negotiation_id = ? AND state = 'accepted'"
    connection.execute(f"UPDATE ledger_item SET state = 'declined' WHERE id = ({accepted.format('min')})", (it,))
    connection.execute(f"UPDATE ledger_item SET due_text = ? WHERE id = ({accepted.format('max')})", (said(), it))
    put(connection, "ledger_item", negotiation_id=it, side="them", state="accepted", title=said(), position=99,
        cost_amount=bird.amount(), limit_text=bird.word(), condition_text=bird.word())  # fmt: skip
    connection.execute(
        "UPDATE offer_value SET value = ? WHERE offer_id IN (SELECT id FROM offer WHERE state = 'accepted')",
        (str(chance.randrange(900)),),
    )
    connection.execute("UPDATE counterpart SET job_title = ?", (said(),))


def _terms_and_offers(
    connection: Connection, chance: random.Random, bird: Canaries, said: Callable[[], str], it: int
) -> None:
    terms = [
        put(
            connection, "term", negotiation_id=it, name=said(), unit=chance.choice(("", "t", "days")),
            currency=chance.choice(("", "EUR")), opening=bird.amount(), target=bird.amount(),
            walk_away=bird.amount(), their_target=bird.amount(), their_walk_away=bird.amount(),
            their_source=bird.word(), authority_limit=bird.amount(), position=place,
        )
        for place in range(chance.randrange(5))
    ]  # fmt: skip
    private = put(connection, "term", negotiation_id=it, name=bird.word(), unit=bird.word(), target=bird.amount())
    meeting = put(connection, "meeting", negotiation_id=it, starts_at="2026-11-23T10:00", place=bird.word())
    put(connection, "checklist_item", meeting_id=meeting, phase="open", text=bird.word(), note=bird.word())
    put(connection, "capture", meeting_id=meeting, captured_at=NOW, kind="private", text=bird.word())
    for state in ("open", "declined", "accepted"):
        offer = put(connection, "offer", negotiation_id=it, meeting_id=meeting, side=chance.choice(("us", "them")),
                    made_at=NOW, state=state, text=bird.word())  # fmt: skip
        for term in terms:
            value = str(chance.randrange(900)) if state == "accepted" else bird.amount()
            put(connection, "offer_value", offer_id=offer, term_id=term, value=value)
        if state != "accepted":
            put(connection, "offer_value", offer_id=offer, term_id=private, value=bird.amount())


def _ledger(
    connection: Connection, chance: random.Random, bird: Canaries, said: Callable[[], str], it: int, other: int
) -> None:
    for place in range(chance.randrange(9)):
        state = chance.choice(("planned", "offered", "asked", "accepted", "declined"))
        shared = state == "accepted"
        put(
            connection, "ledger_item", negotiation_id=it, side=chance.choice(("us", "them")), state=state,
            title=said() if shared else bird.word(), cost=2, value=3, cost_amount=bird.amount(),
            limit_text=bird.word(), condition_text=bird.word(), due_text=said() if shared else bird.word(),
            due_on=(TODAY + timedelta(chance.randrange(300))).isoformat() if shared else None, position=place,
        )  # fmt: skip
    # In each library one that goes out with all its private fields beside it, so that a few libraries show a leak.
    put(connection, "ledger_item", negotiation_id=it, side="us", state="accepted", title=said(), position=98,
        cost_amount=bird.amount(), limit_text=bird.word(), condition_text=bird.word())  # fmt: skip
    put(connection, "ledger_item", negotiation_id=other, side="us", state="accepted", title=bird.word())
    for step in (1, 1, 0):
        put(
            connection, "promise", negotiation_id=it, side=chance.choice(("us", "them")),
            text=said() if step else bird.word(), due_text=said() if step else bird.word(), next_step=step,
            benefit_us=bird.word(), benefit_them=bird.word(), created_at=NOW,
        )  # fmt: skip


def found_by_pypdf(paper: bytes) -> set[str]:
    """The canaries pypdf comes upon, in text, metadata, bookmarks, annotations, attachments and names of objects."""
    reader = pypdf.PdfReader(BytesIO(paper))
    seen: list[Any] = [page.extract_text() for page in reader.pages]
    seen += [reader.metadata, reader.outline, reader.xmp_metadata, reader.attachments, reader.named_destinations]
    seen += [page.get("/Annots") for page in reader.pages]
    seen += [page.get("/Resources") for page in reader.pages]
    seen.append(everything(paper).decode("latin-1"))
    seen.append(bytes.fromhex("".join(re.findall("feff((?:[0-9a-f]{4})+)", seen[-1]))).decode("utf-16-be", "ignore"))
    return canaries_in("\n".join(map(str, seen)))


def found_by_poppler(paper: bytes, folder: Path) -> set[str]:
    """The canaries poppler's tools come upon: all of the text, also what is off the page, facts, attachments."""
    path = folder / "looked-at.pdf"
    path.write_bytes(paper)
    said = []
    for words in (
        ["pdftotext", "-raw", str(path), "-"], ["pdfinfo", "-dests", "-custom", str(path)],
        ["pdfinfo", "-js", str(path)], ["pdfdetach", "-list", str(path)], ["pdffonts", str(path)],
        ["pdfinfo", "-struct-text", str(path)],
    ):  # fmt: skip
        done = subprocess.run(words, capture_output=True, check=True)
        said.append(done.stdout.decode("utf-8", "replace"))
    assert said[3].startswith("0 embedded files") and not said[2].strip()
    return canaries_in("\n".join(said))


def canaries_in(text: str) -> set[str]:
    """The canaries in a text, whatever white space, separators or NULs stand between their signs."""
    return set(CANARY.findall(re.sub(r"[\s\x00.,\u202f\u00a0]+", "", text)))


@pytest.mark.campaign
@needs_poppler
def test_nothing_private_is_in_what_goes_out(tmp_path: Path) -> None:
    marked = 0
    for seed in range(500 if FULL else 4):
        with closing(open_library(IN_MEMORY)) as database:
            private_library(database.connection, random.Random(seed))  # noqa: S311  # made up, not a secret
            style = PaperStyle("Letter" if seed % 2 else "A4", ("en_GB", "de_DE", "ar")[seed % 3], mark_changes=True)
            for kind in SHAREABLE:
                sheet = paper_sheet(asker(database), kind, 1, TODAY)
                marked += bool(getattr(sheet, "changes", ()))
                paper = paper_of(kind, sheet, style)
                assert canaries_in(paper.file_name) == set(), seed
                assert found_by_pypdf(paper.data) == set(), seed
                assert found_by_poppler(paper.data, tmp_path) == set(), seed
    assert marked > 1, "papers that mark what changed were among them"


LET_IN: dict[str, Callable[[Any, str], Any]] = {
    "title": lambda sheet, bird: replace(sheet, title=f"{sheet.title} {bird}"),
    "their name": lambda sheet, bird: replace(sheet, their_name=bird),
    "our name": lambda sheet, bird: replace(sheet, our_name=bird),
    "give": lambda sheet, bird: replace(sheet, our_gives=(replace(sheet.our_gives[0], title=bird),)),
    "day": lambda sheet, bird: replace(sheet, our_gives=(replace(sheet.our_gives[0], due_text=bird),)),
    "term": lambda sheet, bird: replace(sheet, terms=(replace(sheet.terms[0], name=bird),)),
    "unit": lambda sheet, bird: replace(sheet, terms=(replace(sheet.terms[0], unit=bird),)),
    "amount": lambda sheet, _bird: replace(sheet, terms=(replace(sheet.terms[0], value=Decimal(7717000001)),)),
    "step": lambda sheet, bird: replace(sheet, next_steps=(replace(sheet.next_steps[0], text=bird),)),
    "address": lambda sheet, bird: replace(sheet, our_parties=(replace(sheet.our_parties[0], address=bird),)),
    "what changed": lambda sheet, bird: replace(
        sheet, changed_since=1, changes=(PaperChange(About.GIVE, "", Side.US, PaperGive("", None, bird), None),)
    ),
}


@pytest.mark.campaign
@needs_poppler
@pytest.mark.parametrize("field", LET_IN)
def test_one_private_field_let_in_on_purpose_is_found_by_both(field: str, tmp_path: Path) -> None:
    paper = paper_of(PaperKind.AGREEMENT, LET_IN[field](agreement_sheet(), "Qz000001z"), PaperStyle(mark_changes=True))
    assert found_by_pypdf(paper.data)
    assert found_by_poppler(paper.data, tmp_path)


@pytest.mark.campaign
def test_what_is_said_instead_of_a_picture_or_of_turned_text_is_looked_at_as_well() -> None:
    for part in (Element("Figure", alt="Qz000001z"), Element("Span", said="Qz000001z")):
        strip = Strip(10.0, (RuleMark(0.0, 0.0, 9.0, part=part),))
        paper = make_pdf([strip], Frame("Words", "", TODAY, private=False), PaperStyle())
        assert found_by_pypdf(paper) == {"Qz000001z"}
