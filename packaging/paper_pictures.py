"""Pictures of every page of each paper, for the eyes: of the sample, of nothing yet, of much, and of each script.

    .venv/bin/python packaging/paper_pictures.py FOLDER [--only NAME …] [--page Letter] [--dpi 80]

Each paper leaves its PDF, a picture of each of its first pages and of its last one, and a sheet on which all its pages
stand side by side. The libraries are those of tests/documents/paper_cases.py.
"""

import argparse
import sys
from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402  # the line above says where ours is found

from negdesk.documents.export import PaperKind, paper_of, paper_sheet  # noqa: E402
from negdesk.documents.paper_style import PaperStyle  # noqa: E402
from tests.documents.paper_cases import CASES, DAY, desk_of  # noqa: E402

SINGLE = 6
"""Pages of a paper that get a picture of their own."""

ON_A_SHEET = 40
IN_A_ROW = 8
THUMB_DPI = 34
GROUND = (120, 120, 118)


def main() -> int:
    """Make them; prints what each paper left."""
    parser = argparse.ArgumentParser(description="Pictures of every page of each paper.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[case.name for case in CASES], metavar="NAME")
    parser.add_argument("--page", choices=("A4", "Letter"), default="A4")
    parser.add_argument("--locale", default="en_GB")
    parser.add_argument("--dpi", type=int, default=80)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    style = PaperStyle(arguments.page, arguments.locale, mark_changes=True)
    for case in (each for each in CASES if each.name in arguments.only):
        with desk_of(case) as desk:
            for subject in case.subjects:
                for kind in case.kinds:
                    sheet = paper_sheet(desk.ask, kind, subject, DAY)
                    _leave(f"{case.name}-{subject}-{kind}", sheet, kind, style, arguments.folder, arguments.dpi)
    return 0


def _leave(name: str, sheet: object, kind: PaperKind, style: PaperStyle, folder: Path, dpi: int) -> None:
    paper = paper_of(kind, sheet, style)
    (folder / f"{name}.pdf").write_bytes(paper.data)
    with pypdfium2.PdfDocument(paper.data) as document:
        count = len(document)
        for number in sorted({*range(min(count, SINGLE)), count - 1}):
            _page(document, number, dpi).save(folder / f"{name}-{number + 1:03}.png")
        for start in range(0, count, ON_A_SHEET) if count > 1 else ():
            pages = [_page(document, at, THUMB_DPI) for at in range(start, min(start + ON_A_SHEET, count))]
            _side_by_side(pages).save(folder / f"{name}-all-{start + 1:03}.png")
    said = f", not printed: {paper.unprintable!a}" if paper.unprintable else ""
    print(f"{name}: {count} pages, {len(paper.data) // 1024} KB, “{paper.file_name}”{said}", flush=True)


def _page(document: pypdfium2.PdfDocument, number: int, dpi: int) -> Image.Image:
    picture: Image.Image = document[number].render(scale=dpi / 72).to_pil()
    return picture.convert("RGB")


def _side_by_side(pages: Sequence[Image.Image]) -> Image.Image:
    wide, high = pages[0].width + 8, pages[0].height + 8
    across = min(len(pages), IN_A_ROW)
    sheet = Image.new("RGB", (wide * across + 8, high * ceil(len(pages) / across) + 8), GROUND)
    for at, page in enumerate(pages):
        sheet.paste(page, (8 + at % across * wide, 8 + at // across * high))
    return sheet


if __name__ == "__main__":
    sys.exit(main())
