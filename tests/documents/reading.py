"""Papers read back by readers that are not ours: pypdf, pikepdf and, where they are installed, poppler and qpdf."""

import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any
from unicodedata import category, normalize

import pikepdf
import pypdf
import pytest

from negdesk.storage.database import Database

needs_poppler = pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not installed")
needs_qpdf = pytest.mark.skipif(which("qpdf") is None, reason="qpdf is not installed")


def asker(database: Database) -> Callable[..., Any]:
    """Answers queries from a library, as a desk does."""
    return lambda query, *args: query(database.connection, *args)


def pages(paper: bytes) -> list[str]:
    """The text of each page as pypdf reads it."""
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(paper)).pages]


def poppler_text(paper: bytes, folder: Path) -> str:
    """The text as poppler reads it, lines joined by single spaces and without its direction marks."""
    path = folder / "read.pdf"
    path.write_bytes(paper)
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    assert not found.stderr, found.stderr
    return flat(found.stdout.decode())


def poppler_lines(paper: bytes, folder: Path) -> list[str]:
    """The lines as poppler reads them in the order of the file, each from left to right as it is drawn.

    Poppler turns words from right to left around, and marks what it turned by U+202B and U+202C (`reorderText` in its
    TextOutputDev.cc); that is undone.
    """
    path = folder / "read.pdf"
    path.write_bytes(paper)
    found = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    assert not found.stderr, found.stderr
    text = re.sub("\u202b([^\u202c]*)\u202c", lambda turned: turned[1][::-1], found.stdout.decode())
    return text.split("\n")


def flat(text: str) -> str:
    """`text` in NFC, without characters that only direct others, its white space as single spaces."""
    return " ".join("".join(char for char in normalize("NFC", text) if category(char) != "Cf").split())


def fonts(file: pikepdf.Pdf) -> Iterator[Any]:
    """Every font that a page of the paper can use."""
    for page in file.pages:
        yield from page.resources.get("/Font", pikepdf.Dictionary()).as_dict().values()


def everything(paper: bytes) -> bytes:
    """All that is in the file: each object as it is written, each stream unpacked."""
    parts = [paper]
    with pikepdf.open(BytesIO(paper)) as file:
        for thing in file.objects:
            parts.append(thing.unparse(resolved=False))
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes())
    return b"\n".join(parts)
