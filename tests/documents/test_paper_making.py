"""A long paper comes out of a process of its own as it would here, tells how far it is, and can be stopped."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from negdesk.crash_report import ElsewhereError, report_of
from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.paper_making import LONG_LOG, Stopped, is_long, made_apart
from negdesk.documents.paper_style import PaperStyle
from negdesk.storage.database import IN_MEMORY, open_library
from tests.documents.oat_flour import fill
from tests.documents.reading import asker


@pytest.fixture
def long_log() -> Iterator[Any]:
    with closing(open_library(IN_MEMORY)) as database:
        fill(database.connection)
        sheet = paper_sheet(asker(database), PaperKind.LOG, 1, date(2026, 11, 23))
        yield replace(sheet, entries=sheet.entries * (LONG_LOG // len(sheet.entries) + 1))


def test_it_is_the_same_paper_and_tells_each_page(long_log: Any) -> None:
    assert is_long(PaperKind.LOG, long_log) and not is_long(PaperKind.LOG, replace(long_log, entries=()))
    told: list[tuple[int, int]] = []
    paper = made_apart(PaperKind.LOG, long_log, PaperStyle(), tell=lambda *pages: told.append(pages))
    assert paper == paper_of(PaperKind.LOG, long_log, PaperStyle())
    assert told == [(number, told[-1][1]) for number in range(1, told[-1][1] + 1)] and len(told) > 3


def test_it_stops_when_it_is_no_longer_wanted(long_log: Any) -> None:
    with pytest.raises(Stopped):
        made_apart(PaperKind.LOG, long_log, PaperStyle(), stopped=lambda: True)


@dataclass(frozen=True)
class Breaking:
    """A sheet in which something comes to light as soon as it is looked at."""

    entries: tuple[object, ...]
    word: str = "zwieback"

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        raise LookupError(f"{name} of {self.word}")


def test_a_mistake_there_is_told_by_its_places_here_and_nothing_of_it_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ElsewhereError) as told:
        made_apart(PaperKind.LOG, Breaking((None,) * LONG_LOG), PaperStyle())
    report = report_of(told.value)
    assert "LookupError" in report and "documents/log_paper.py" in report, "where it came up there"
    assert "paper_making.py" in report, "and where that was heard here"
    printed = capfd.readouterr()
    assert "zwieback" not in report + printed.out + printed.err


def test_a_process_that_ends_without_a_paper_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="without a paper"):
        made_apart(PaperKind.LOG, Ending(), PaperStyle())


class Ending:
    """A sheet that ends the process which unpacks it, as the system does where there is no memory left."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)
