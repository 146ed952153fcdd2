"""How long papers take, and how much memory, beside fpdf2 and Qt's own QPdfWriter making the same pages.

    .venv/bin/python packaging/benchmarks/papers.py --following 5

A summary of agreement on two pages and a log of 5,000 entries. Each maker runs in a process of its own: its first paper
with all imports, then following ones; peak memory is the process's. The others write the same texts in columns of the
same widths, without our shaping, bookmarks and marks of text. The ratios are what to look at.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

MAKERS = ("negdesk", "fpdf2", "qt")
PAPERS = ("summary", "log")
FONT = ROOT / "resources" / "fonts" / "Inter-Regular.ttf"
WIDTHS = {"summary": (35, 15, 35, 15), "log": (10, 10, 70, 10)}
"""Hundredths of the width that each column takes."""

Row = tuple[str, ...]


def main() -> int:
    """Measure and print; with `--one` be one of the measured processes."""
    parser = argparse.ArgumentParser(description="Times papers beside other makers of PDF.")
    parser.add_argument("--following", type=int, default=3, help="papers made after the first (3)")
    parser.add_argument("--one", nargs=2, metavar=("MAKER", "PAPER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        maker, paper = arguments.one
        print(json.dumps(measured(maker, paper, arguments.following)))
        return 0
    for paper in PAPERS:
        found = {maker: _in_a_process(maker, paper, arguments.following) for maker in MAKERS}
        held_by_us = found["negdesk"]
        print(f"{paper}")
        for maker, held in found.items():
            ratios = [f"{held[each] / held_by_us[each]:5.2f}" for each in ("first", "following", "memory")]
            print(
                f"  {maker:8} first {held['first']:6.2f} s ({ratios[0]})  following {held['following']:6.2f} s"
                f" ({ratios[1]})  peak {held['memory']:5.0f} MB ({ratios[2]})"
                f"  {held['pages']:4.0f} pages, {held['size'] / 1024:5.0f} KB"
            )
    return 0


def _in_a_process(maker: str, paper: str, following: int) -> dict[str, float]:
    words = [sys.executable, __file__, "--following", str(following), "--one", maker, paper]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(maker: str, paper: str, following: int) -> dict[str, float]:
    """Seconds of the first paper with its imports and of the following ones, and peak memory in MB of this process."""
    begun = time.perf_counter()
    make = {"negdesk": ours, "fpdf2": fpdf2, "qt": qt}[maker](paper)
    data, pages = make()
    first = time.perf_counter() - begun
    times = []
    for _ in range(following):
        begun = time.perf_counter()
        make()
        times.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "first": first, "following": statistics.median(times), "memory": peak, "size": len(data), "pages": pages,
    }  # fmt: skip


def rows_of(paper: str) -> list[Row]:
    """The texts of a paper, in rows."""
    if paper == "summary":
        terms = [(f"Term {at} of what is supplied", f"{at * 12.5:.2f} EUR", "", "") for at in range(24)]
        gives = [(f"Ours {at}", "each month", f"Delivery {at} to the yard", "1 Dec") for at in range(24)]
        return [*terms, *gives]
    text = "Called about the harvest; they listened, asked for the forecast and will send a sample of the first lot. "
    return [(f"{at % 28 + 1} Jan", "call", text * (at % 3 + 1), "") for at in range(5_000)]


def ours(paper: str) -> Callable[[], tuple[bytes, int]]:
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

    def make() -> tuple[bytes, int]:
        data = paper_of(kind, sheet, PaperStyle()).data
        return data, len(re.findall(rb"/Type /Page\b", data))

    return make


def fpdf2(paper: str) -> Callable[[], tuple[bytes, int]]:
    """The same rows by fpdf2's table."""
    from fpdf import FPDF

    rows = rows_of(paper)

    def make() -> tuple[bytes, int]:
        pdf = FPDF(format="A4")
        pdf.add_font("Inter", fname=FONT)
        pdf.set_font("Inter", size=8)
        pdf.add_page()
        with pdf.table(rows, first_row_as_headings=False, line_height=7, col_widths=WIDTHS[paper]):
            pass
        return bytes(pdf.output()), pdf.pages_count

    return make


def qt(paper: str) -> Callable[[], tuple[bytes, int]]:
    """The same rows by Qt's painter on a QPdfWriter."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPageSize, QPainter, QPdfWriter

    application = QGuiApplication.instance() or QGuiApplication(["papers", "-platform", "offscreen"])
    QFontDatabase.addApplicationFont(str(FONT))
    rows, shares = rows_of(paper), [each / 100 for each in WIDTHS[paper]]

    def make() -> tuple[bytes, int]:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setResolution(300)
        painter = QPainter(writer)
        painter.setFont(QFont("Inter", 8))
        wide, high, y, pages = writer.width(), writer.height(), 0.0, 1
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        for row in rows:
            boxes, x = [], 0.0
            for text, share in zip(row, shares, strict=True):
                boxes.append((QRectF(x, 0, wide * share - 20, 10_000), text))
                x += wide * share
            tall = max(painter.boundingRect(box, flags, text).height() for box, text in boxes) + 40
            if y + tall > high:
                writer.newPage()
                y, pages = 0.0, pages + 1
            for box, text in boxes:
                painter.drawText(QRectF(box.x(), y, box.width(), tall), flags, text)
            y += tall
        painter.end()
        assert application is not None
        return bytes(buffer.data().data()), pages

    return make


if __name__ == "__main__":
    sys.exit(main())
