"""The fuzz campaign: hostile strings in every field of every paper. Each comes back equal, or is on the report.

Every field of a paper holds a string of its own, and from one paper to the next the strings move on by one field, so
that each of them stands in each field once: on A4, where long ones are broken into lines, or on a page so wide that
none is. Never a crash, and never over five seconds for a paper.

What comes back is read by poppler's pdftotext in the order of the file, without white space, and compared sign by
sign:

- A PDF has its text from left to right. Poppler turns what it takes to run from right to left around again, word by
  word, by an older list of such signs, and puts U+202B before and U+202C after what it turned. That alone is undone,
  and the text compared with the order by the Unicode algorithm as another implementation has it (python-bidi in Rust).
- In every twenty-first paper a second reader (pikepdf) follows the structure, where each string is in reading order.
  So it does where a string goes on over the next page.
- Signs that the report names are left out on both sides; what has no sign of Unicode comes back as U+FFFD.
"""

import os
import random
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import accumulate, cycle, islice
from pathlib import Path
from typing import Any

import pytest
from bidi import get_display

from negdesk.documents import paper_style
from negdesk.documents.export import Paper, PaperKind, not_printed, paper_of, paper_sheet
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_direction import levels_of
from negdesk.documents.text_lines import printable
from negdesk.documents.typesetting import MOST_HEAD_LINES
from negdesk.storage.database import IN_MEMORY, Database, open_library
from tests.documents.oat_flour import NOW, fill, put
from tests.documents.reading import asker, needs_poppler, poppler_lines
from tests.documents.structure_reading import structure
from tests.documents.test_hostile_text import HOSTILE

TODAY = date(2026, 11, 23)
FULL = os.environ.get("NEGDESK_CAMPAIGN") == "full"
STRINGS, PARTS_OF_IT = (10_000, 20) if FULL else (40, 1)
LONGEST_SECONDS = 5.0
"""For one paper, by the clock and of the processor."""

MOST_LINES = 10
"""A row of more lines may go on over the next page; then each line is looked for by itself."""

WIDE = (9_000.0, 9_000.0)
"""A page on which every string is one line, and a brief has room for all of them."""

ALPHABETS = (
    "abcdefghij ", "<>&/\"'=;:%{}()[]\\", "\x00\x01\x07\x1b\x7f\x85\u2028\u2029\t\n\r",
    "\ud800\udfff\ufffe\uffff\ufdd0",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "\u0300\u0301\u0489\u20dd\ufe0f\u200d",
    "אבגדהוז ", "ابتثجحخ ", "कखगघङ्ाि", "กขฃคฅฆี่้", "αβγδεάΏ", "жзийЂ", "漢字かなカナ한국어", "👩🌾👍🏽🇩🇰❤",
    "𝒜𝓏🜁\U0001f9ff\U000e0041\U0010ffff", "％０１２٣٤५६", "....,,,;;--––——", "\u00ad\u200b\u2060\ufeff\u034f",
)  # fmt: skip
TROUBLE = (*HOSTILE, "javascript:alert(1)", "%PDF-1.4", "endstream endobj", "\\u0000", "${x}", "{title}", "{0}", "%s%n")


def strings(seed: int, how_many: int) -> Iterator[str]:
    """Hostile strings, the same for the same seed: signs of every kind mixed, and known troublemakers cut anywhere."""
    chance = random.Random(seed)  # noqa: S311  # made up, not a secret
    for _ in range(how_many):
        some = [chance.choice(ALPHABETS) for _ in range(chance.randrange(1, 4))]
        text = "".join(chance.choice(chance.choice(some)) for _ in range(chance.randrange(1, 40)))
        if chance.random() < 0.2:
            text += chance.choice(TROUBLE)[: chance.randrange(1, 60)]
        yield text


@pytest.fixture(scope="module")
def one_of_each() -> Iterator[Database]:
    """A library with one row of each kind for each paper, so that every field of every paper is there."""
    with closing(open_library(IN_MEMORY)) as database:
        fill(database.connection)
        for table, kept in (("ledger_item", "1, 5"), ("offer", "1, 6"), ("log_entry", "1"), ("promise", "1, 3")):
            database.connection.execute(f"DELETE FROM {table} WHERE id NOT IN ({kept})")
        put(database.connection, "log_entry", counterpart_id=1, kind="gave", happened_on="2026-01-01", written_at=NOW,
            text="Sent it", value=2)  # fmt: skip
        ana = put(database.connection, "counterpart", kind="person", name="Ana", job_title="Miller", organisation_id=1,
                  created_at=NOW)  # fmt: skip
        put(database.connection, "log_entry", counterpart_id=ana, kind="call", happened_on="2026-01-02",
            written_at=NOW, text="She called", negotiation_id=1)  # fmt: skip
        put(database.connection, "own_field", counterpart_id=1, name="VAT number", text="DK 123")
        tag = put(database.connection, "tag", name="key", folded="key")
        put(database.connection, "counterpart_tag", counterpart_id=1, tag_id=tag)
        database.connection.execute("UPDATE promise SET parts = 6, parts_kept = 2 WHERE id = 1")
        yield database


NOT_SAID = {
    PaperKind.AGREEMENT: {"their_signers.address", "our_signers.address", "kept_page"},
    PaperKind.GIVES_GETS: set[str](),
    PaperKind.BRIEF: {"context", "our_name", "plan.gets.due_text", "plan.gets.limit_text", "plan.gives.due_text"},
    PaperKind.LEDGER: {
        "comparison.terms.name", "comparison.terms.unit", "gets.condition_text", "gets.limit_text",
        "gives.condition_text", "gives.limit_text", "terms.their_source",
    },
    PaperKind.LOG: set[str](),
}  # fmt: skip
"""The fields that a paper does not print."""


def plain_sheet(database: Database, kind: PaperKind) -> Any:
    """What a paper shows of that library."""
    return paper_sheet(asker(database), kind, 1, TODAY)


def spread(sheet: Any, texts: Iterator[str], told: list[tuple[str, str]], name: str = "") -> Any:
    """The sheet with the next of `texts` in each field of text; `told` gets the field's name with what it holds now."""
    if isinstance(sheet, str) and not isinstance(sheet, Enum):
        told.append((name, next(texts)))
        return told[-1][1]
    if isinstance(sheet, tuple):
        return tuple(spread(each, texts, told, name) for each in sheet)
    if is_dataclass(sheet) and not isinstance(sheet, type):
        changes = {
            each.name: spread(getattr(sheet, each.name), texts, told, f"{name}.{each.name}".lstrip("."))
            for each in fields(sheet)
            if each.name not in ("currency", "kept_page")
        }
        return replace(sheet, **changes)
    return sheet


WITHOUT_A_LOOK = "\u00ad\u034f\u200b\u200d\ufe0f\U000e0041\U0010ffff \ufdd0\ufdd1\ufffe\uffff"
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff\U0010fffe\U0010ffff]")


def tight(text: str) -> str:
    """`text` without white space: lines are broken at it, and columns parted by it."""
    return "".join(text.split())


@lru_cache(maxsize=50_000)
def as_drawn(line: str) -> str:
    """One line from left to right, in the order that the Unicode bidirectional algorithm gives it.

    That implementation has no type for codes that are no characters; Unicode's is the one of U+2064, which no paper
    prints. The report names them, and here they are left out. Signs at the end that only join or tag others may be on
    either side of the line as far as the algorithm goes: ours stay with the letter before, which they may shape.
    """
    core = line.rstrip(WITHOUT_A_LOOK)
    shown = str(get_display(_NO_CHARACTER.sub("\u2064", core))).replace("\u2064", "")
    if core == line or levels_of(core)[2] is None:
        return shown + line[len(core) :]
    assert tight(shown) == tight(_NO_CHARACTER.sub("", _ordered(with_levels(core))))
    return _ordered(with_levels(line))


def with_levels(line: str) -> list[tuple[str, int]]:
    """The signs of a line with their levels, as papers have them."""
    text, _, levels = levels_of(line)
    return list(zip(text, levels if levels is not None else [0] * len(text), strict=True))


def lines_in(field: str, text: str) -> list[str]:
    """The lines of what a field prints of a text. A name at the head of a column has only so many, then an ellipsis."""
    said = text.rstrip(" .") if field.endswith("next_steps.text") else text  # its sentence goes on
    lines = printable(said).strip("\n").split("\n")
    return lines[: MOST_HEAD_LINES - 1] if field.endswith(("our_name", "their_name")) else lines


class Read:
    """What pdftotext has of a paper, from left to right, without what the report names."""

    def __init__(self, paper: Paper, folder: Path) -> None:
        self._reported = str.maketrans("", "", paper.unprintable + "\ufffd")
        self.reported = set(paper.unprintable)
        read = poppler_lines(paper.data, folder)
        lines = [self._kept(line) for line in read]
        self.pages = sum("\f" in line for line in read)
        self.text = "".join(lines)
        self._ends = set(accumulate(map(len, lines)))

    @property
    def left_out(self) -> bool:
        """Whether the paper says that it left something out or cut it short, as the brief does."""
        return "Leftouttostayontwopages" in self.text or "longtextwasshortened" in self.text.replace(
            "textswere", "textwas"
        )

    def _kept(self, text: str) -> str:
        return tight(text.translate(self._reported))

    def has(self, field: str, text: str, amounts: Iterable[str] = ()) -> bool:
        """Whether the text that stands in a field is there, in its order; a unit after one of the amounts."""
        if field.endswith(".unit"):
            return any(self._has_all(lines_in(field, f"{amount}\u00a0{text}")) for amount in amounts)
        return self._has_all(lines_in(field, text))

    def _has_all(self, lines: list[str]) -> bool:
        if len(lines) > MOST_LINES:
            return all(self._has([line]) for line in lines)
        return self._has(lines)

    def _has(self, lines: list[str]) -> bool:
        return self._kept("".join(map(as_drawn, lines))) in self.text or self._has_broken(lines)

    def _has_broken(self, lines: list[str]) -> bool:
        """Whether the lines are there, each as drawn after it was broken into lines that end where poppler's do."""
        held = [with_levels(line) for line in lines if self._kept(line)]
        if not held:
            return True
        kept = [[0, *accumulate(len(self._kept(sign)) for sign, _ in line)] for line in held]
        ends_nowhere: set[tuple[int, int, int]] = set()

        def drawn(signs: list[tuple[str, int]]) -> str:
            return self._kept(_ordered(signs))

        def goes_on(line: int, signs: int, at: int) -> bool:
            """Whether what is done (lines, signs of the next, where in the text) goes on to the end of them all.

            What ends nowhere is kept: signs that the report names are drawn as nothing, so that there are very many
            ways to come to the same place.
            """
            if signs == len(held[line]):
                line, signs = line + 1, 0
            if line == len(held):
                return True
            if (line, signs, at) in ends_nowhere:
                return False
            for stop in range(len(held[line]), signs, -1):
                end = at + kept[line][stop] - kept[line][signs]
                last = stop == len(held[line]) and line == len(held) - 1
                fits = (last or end in self._ends) and self.text.startswith(drawn(held[line][signs:stop]), at)
                if fits and goes_on(line, stop, end):
                    return True
            ends_nowhere.add((line, signs, at))
            return False

        for stop in range(len(held[0]), 0, -1):
            begin = drawn(held[0][:stop])
            at = self.text.find(begin) if begin else -1
            while at >= 0:
                end = at + len(begin)
                if end in self._ends and goes_on(0, stop, end):
                    return True
                at = self.text.find(begin, at + 1)
        return False


def _ordered(held: list[tuple[str, int]]) -> str:
    """Signs with their levels from left to right: rule L2 of the bidirectional algorithm."""
    top = max((level for _, level in held), default=0)
    if not top:
        return "".join([sign for sign, _ in held])
    signs = list(held)
    for level in range(top, 0, -1):
        at = 0
        while at < len(signs):
            end = at
            while end < len(signs) and signs[end][1] >= level:
                end += 1
            signs[at:end] = reversed(signs[at:end])
            at = max(end, at + 1)
    return "".join(sign for sign, _ in signs)


def said_by_structure(paper: Paper) -> str:
    """The text as a reader aloud has it, without what the report names."""
    tree, _ = structure(paper.data)
    return tight(tree.said.translate(str.maketrans("", "", paper.unprintable + "\ufffd")))


def said_in(field: str, text: str, paper: Paper) -> str:
    """What such a reader has of a text in a field."""
    return tight("".join(lines_in(field, text)).translate(str.maketrans("", "", paper.unprintable + "\ufffd")))


def amounts_in(sheet: Any) -> set[str]:
    """All amounts of a sheet, as papers write them."""
    if isinstance(sheet, Decimal):
        style = PaperStyle()
        ways = (("", False), ("EUR", False), ("EUR", True))
        return {style.amount(sheet, "", currency, coins) for currency, coins in ways}
    if isinstance(sheet, tuple):
        return {amount for each in sheet for amount in amounts_in(each)}
    if is_dataclass(sheet):
        return {amount for each in fields(sheet) for amount in amounts_in(getattr(sheet, each.name))}
    return set()


def made(kind: PaperKind, sheet: Any, style: PaperStyle) -> tuple[Paper, float]:
    """The paper, and the seconds it took by the clock; under five of the processor, and by the clock where it can.

    Where other programs kept the processor it is made again: what counts is the shortest of three.
    """
    clocked = []
    while True:
        begun, worked = time.perf_counter(), time.process_time()
        paper = paper_of(kind, sheet, style)
        assert time.process_time() - worked < LONGEST_SECONDS
        clocked.append(time.perf_counter() - begun)
        if min(clocked) < LONGEST_SECONDS or len(clocked) == 3:
            assert min(clocked) < LONGEST_SECONDS
            return paper, min(clocked)


@pytest.mark.campaign
@needs_poppler
@pytest.mark.parametrize("part", range(PARTS_OF_IT))
@pytest.mark.parametrize("kind", PaperKind)
def test_every_field_of_every_paper_takes_any_text(
    one_of_each: Database, kind: PaperKind, part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(paper_style.PAGE_SIZES, "Letter", WIDE)
    plain = plain_sheet(one_of_each, kind)
    amounts = amounts_in(plain)
    everything = list(strings(2026, STRINGS))
    slowest, equal, reported, left_out, over_a_page = 0.0, 0, 0, 0, 0
    missing: list[tuple[int, str, str]] = []
    for turn in range(part, STRINGS, PARTS_OF_IT):
        told: list[tuple[str, str]] = []
        sheet = spread(plain, islice(cycle(everything), turn, None), told)
        paper, seconds = made(kind, sheet, PaperStyle("Letter" if turn % 2 else "A4"))
        slowest = max(slowest, seconds)
        read = Read(paper, tmp_path)
        printed = [(field, text) for field, text in told if field not in NOT_SAID[kind]]
        said = said_by_structure(paper) if turn % 21 == 0 else ""
        for field, text in printed:
            if not read.has(field, text, amounts):
                if read.pages > 1 and said_in(field, text, paper) in (said or said_by_structure(paper)):
                    over_a_page += 1
                    continue
                if kind is PaperKind.BRIEF and read.left_out:
                    left_out += 1
                else:
                    missing.append((turn, field, ascii(text)))
                continue
            equal += 1
            reported += not read.reported.isdisjoint(text)
        if said and not read.left_out:
            for field, text in printed:
                if said_in(field, text, paper) not in said:
                    missing.append((turn, f"{field} in the structure", ascii(text)))
    assert not missing, missing
    assert left_out < STRINGS / PARTS_OF_IT, "a brief leaves out a row here and there, and says so"
    print(
        f"{kind} {equal} equal, {reported} of them with signs on the report, {left_out} left out, "
        f"{over_a_page} over two pages equal in the structure, {slowest:.2f} s"
    )


@needs_poppler
@pytest.mark.parametrize("kind", PaperKind)
def test_the_campaign_knows_which_fields_a_paper_prints(one_of_each: Database, kind: PaperKind, tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    sheet = spread(plain_sheet(one_of_each, kind), (f"zq{at}z" for at in range(200)), told)
    text = Read(paper_of(kind, sheet, PaperStyle()), tmp_path).text
    said = {field for field, word in told if word in text}
    assert {field for field, _ in told} - said == NOT_SAID[kind] - {"kept_page"}
    assert len(told) > 5


def test_the_campaign_sees_a_sign_that_is_missing_or_out_of_order(one_of_each: Database, tmp_path: Path) -> None:
    plain = plain_sheet(one_of_each, PaperKind.LOG)
    read = Read(paper_of(PaperKind.LOG, replace(plain, what_matters="אבג (abc) 12 e\u0323f"), PaperStyle()), tmp_path)
    assert read.has("what_matters", "אבג (abc) 12 e\u0323f")
    for other in ("אבג (abc) 12 e\u0323fg", "אבג (abd) 12 e\u0323f", "בגא (abc) 12 e\u0323f", "אבג (abc) 21 e\u0323f"):
        assert not read.has("what_matters", other)


@pytest.mark.campaign
@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("letter", ["W", "\u0634", "字", "ก"])
def test_a_word_of_a_hundred_thousand_letters(one_of_each: Database, kind: PaperKind, letter: str) -> None:
    plain: Any = paper_sheet(asker(one_of_each), kind, 1, TODAY)
    field = "name" if kind is PaperKind.LOG else "title"
    if kind is PaperKind.LOG:
        entry = replace(plain.entries[0], text=letter * 100_000)
        sheet = replace(plain, entries=(entry,))
    else:
        sheet = replace(plain, **{field: letter * 100_000})
    paper, _ = made(kind, sheet, PaperStyle())
    assert paper.data.startswith(b"%PDF") and not_printed(sheet) == ""
