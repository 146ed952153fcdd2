"""How long papers take, and how much memory, beside fpdf2 and Qt's own QPdfWriter making the same pages.

    .venv/bin/python packaging/benchmarks/papers.py --following 5

A summary of agreement on two pages and a log of 5,000 entries. Each maker runs in a process of its own: its first paper
with all imports, then following ones; times are of the processor, as other programs may run; peak memory is the
process's. The others write the same words, in columns of the same widths, and break their lines themselves; a page
ends where ours does. They do it in one weight, without bookmarks, structure, and rows that stay whole. That the words
and the pages are the same is checked with poppler's pdftotext. The ratios are what to look at.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

MAKERS = ("negdesk", "fpdf2", "qt")
PAPERS = ("summary", "log")
FONT = ROOT / "resources" / "fonts" / "Inter-Regular.ttf"
WIDTHS = {1: (1.0,), 2: (0.62, 0.38), 3: (0.13, 0.15, 0.72), 4: (0.335, 0.165, 0.335, 0.165)}
"""Which part of the width each of so many columns takes."""

SIZE, LEADING, MARGIN, WIDTH = 8.4, 12.0, 54.0, 487.276
"""In points, as ours has them."""

Row = tuple[str, ...]
Page = list[Row]


def main() -> int:
    """Measure and print; with `--one` be one of the measured processes."""
    parser = argparse.ArgumentParser(description="Times papers beside other makers of PDF.")
    parser.add_argument("--following", type=int, default=3, help="papers made after the first (3)")
    parser.add_argument("--one", nargs=3, metavar=("MAKER", "PAPER", "PAGES"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        maker, paper, pages = arguments.one
        print(json.dumps(measured(maker, paper, arguments.following, Path(pages))))
        return 0
    for paper in PAPERS:
        with TemporaryDirectory() as folder:
            held = Path(folder, "pages.json")
            found = {maker: _in_a_process(maker, paper, arguments.following, held) for maker in MAKERS}
        held_by_us = found["negdesk"]
        print(f"{paper}")
        for maker, told in found.items():
            assert told["pages"] == held_by_us["pages"], "not the same pages"
            assert told["signs"] == held_by_us["signs"], "not the same words"
            ratios = [f"{told[each] / held_by_us[each]:5.2f}" for each in ("first", "following", "memory")]
            print(
                f"  {maker:8} first {told['first']:6.2f} s ({ratios[0]})  following {told['following']:6.2f} s"
                f" ({ratios[1]})  peak {told['memory']:5.0f} MB ({ratios[2]})"
                f"  {told['pages']:4.0f} pages, {told['size'] / 1024:5.0f} KB"
            )
    return 0


def _in_a_process(maker: str, paper: str, following: int, pages: Path) -> dict[str, Any]:
    words = [sys.executable, __file__, "--following", str(following), "--one", maker, paper, str(pages)]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(maker: str, paper: str, following: int, pages: Path) -> dict[str, Any]:
    """Seconds of the first paper with its imports and of the following ones, and peak memory in MB of this process.

    Ours leaves in `pages` what stands on each page; the others make that.
    """
    others = {"fpdf2": fpdf2, "qt": qt}
    held = json.loads(pages.read_text(encoding="utf-8")) if maker in others else []
    begun = time.process_time()
    make = others[maker](held) if maker in others else ours(paper)
    data = make()
    first = time.process_time() - begun
    times = []
    for _ in range(following):
        begun = time.process_time()
        make()
        times.append(time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read = _read(data, pages.parent)
    if maker not in others:
        pages.write_text(json.dumps(_rows_by_page(read, paper)), encoding="utf-8")
    return {
        "first": first, "following": statistics.median(times), "memory": peak, "size": len(data), "pages": len(read),
        "signs": sha256("".join(sorted("".join("".join(read).split()))).encode()).hexdigest(),
    }  # fmt: skip


def _read(data: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    path = folder / "read.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


def _rows_by_page(read: list[str], paper: str) -> list[Page]:
    """What stands on each page of ours: the rows that are there, and every other line as a row of one."""
    rows = {row[0] if paper == "summary" else row[2].split(" ")[0]: row for row in rows_of(paper)}
    pages = []
    for text in read:
        page: Page = []
        left = Counter(text.split())
        for number, row in rows.items():
            needed = Counter(" ".join(row).split())
            if number.split()[-1] in left and not needed - left:
                page.append(row)
                left -= needed
        pages.append([*page, (" ".join(left.elements()),)])
    return pages


def rows_of(paper: str) -> list[Row]:
    """The texts of a paper, in rows; each has a word of its own."""
    if paper == "summary":
        terms = [(f"Term {at} of what is supplied as T{at:02}", f"€\u00a0{at}.00") for at in range(24)]
        gives = [(f"Ours G{at:02}", "each month", f"Delivery {at} to the yard", "1 Dec") for at in range(24)]
        return [*terms, *gives]
    text = "Called about the harvest; they listened, asked for the forecast and will send a sample of the first lot. "
    return [("23 Nov", "Call", f"E{at:04} {text * (at % 3 + 1)}".strip()) for at in range(5_000)]


def ours(paper: str) -> Callable[[], bytes]:
    """The paper as NegDesk makes it, of its sheet."""
    from datetime import date
    from decimal import Decimal

    from negdesk.documents.export import PaperKind, paper_of
    from negdesk.documents.paper_style import PaperStyle
    from negdesk.domain.counterpart import CounterpartKind, EntryKind
    from negdesk.queries.papers_private import LogLine, LogPaperSheet
    from negdesk.queries.papers_shareable import AgreementPaperSheet, PaperGive, PaperPerson, PaperTerm

    day, rows = date(2026, 11, 23), rows_of(paper)
    if paper == "summary":
        kind, us, them = PaperKind.AGREEMENT, (PaperPerson("Harbour Bakery", "Owner"),), (PaperPerson("Mill", ""),)
        sheet: object = AgreementPaperSheet(
            "Oat flour", 1, day, "Harbour Bakery", "Mill", us, them,
            tuple(PaperTerm(row[0], Decimal(at), "", "EUR") for at, row in enumerate(rows[:24])),
            tuple(PaperGive(row[0], None, row[1]) for row in rows[24:]),
            tuple(PaperGive(row[2], None, row[3]) for row in rows[24:]), (), us, them,
        )  # fmt: skip
    else:
        kind = PaperKind.LOG
        lines = tuple(LogLine(EntryKind.CALL, day, row[2], None, 0, "") for row in rows)
        sheet = LogPaperSheet(
            "Mill", CounterpartKind.ORGANISATION, "", day, "Harbour Bakery", "", "", "", "", "", "", "", "", "", (), (),
            lines,
        )  # fmt: skip

    return lambda: paper_of(kind, sheet, PaperStyle()).data


def fpdf2(pages: list[Page]) -> Callable[[], bytes]:
    """The same pages by fpdf2's cells of several lines."""
    from fpdf import FPDF

    def make() -> bytes:
        pdf = FPDF(unit="pt", format="A4")
        pdf.set_auto_page_break(False)
        pdf.add_font("Inter", fname=FONT)
        pdf.set_font("Inter", size=SIZE)
        for page in pages:
            pdf.add_page()
            y = MARGIN
            for row in page:
                x, below = MARGIN, y
                for text, share in zip(row, WIDTHS[len(row)], strict=True):
                    pdf.set_xy(x, y)
                    pdf.multi_cell(WIDTH * share, LEADING, text, align="L")
                    x, below = x + WIDTH * share, max(below, pdf.get_y())
                y = below + LEADING / 2
        return bytes(pdf.output())

    return make


def qt(pages: list[Page]) -> Callable[[], bytes]:
    """The same pages by Qt's painter on a QPdfWriter."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPageSize, QPainter, QPdfWriter

    application = QGuiApplication.instance() or QGuiApplication(["papers", "-platform", "offscreen"])
    QFontDatabase.addApplicationFont(str(FONT))
    dots = 300 / 72

    def make() -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF())
        writer.setResolution(300)
        painter = QPainter(writer)
        font = QFont("Inter")
        font.setPointSizeF(SIZE)
        painter.setFont(font)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        for at, page in enumerate(pages):
            if at:
                writer.newPage()
            y = MARGIN * dots
            for row in page:
                x, below = MARGIN * dots, y
                for text, share in zip(row, WIDTHS[len(row)], strict=True):
                    box = QRectF(x, y, WIDTH * share * dots, 10_000)
                    below = max(below, painter.drawText(box, flags, text).bottom())
                    x += WIDTH * share * dots
                y = below + LEADING / 2 * dots
        painter.end()
        assert application is not None
        return bytes(buffer.data().data())

    return make


if __name__ == "__main__":
    sys.exit(main())
