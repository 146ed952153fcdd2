"""A paper made in a process of its own, so that a long one does not share the window's interpreter lock."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from negdesk.crash_report import ElsewhereError, report_of
from negdesk.documents.export import Paper, PaperKind, paper_of
from negdesk.documents.paper_pdf import telling
from negdesk.documents.paper_style import PaperStyle

LONG_LOG = 300
"""Entries of a log from which on a process of its own is worth its start (about half a second)."""

_PATIENCE = 0.05


class Stopped(Exception):  # it is no error that somebody changed their mind
    """The paper is no longer wanted."""


def is_long(kind: PaperKind, sheet: Any) -> bool:
    """Whether a paper takes so long that it should be made by `made_apart`."""
    return kind is PaperKind.LOG and len(sheet.entries) >= LONG_LOG


def made_apart(
    kind: PaperKind,
    sheet: Any,
    style: PaperStyle,
    tell: Callable[[int, int], object] = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Paper:
    """`paper_of` in a process of its own; waits for it, so call it from a thread that may wait.

    `tell` hears how many pages of how many are done. Where `stopped` says so the process is ended and `Stopped` raised.
    Raises `RuntimeError` where the process ended without a paper, and `ElsewhereError` where it can say why.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_make, args=(theirs, kind, sheet, style), daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            if stopped():
                raise Stopped
            if not ours.poll(_PATIENCE):
                continue
            try:
                said = ours.recv()
            except EOFError:
                raise RuntimeError("the paper's process ended without a paper") from None
            if isinstance(said, Paper):
                return said
            if isinstance(said, str):
                raise ElsewhereError(said)
            tell(*said)
    finally:
        ours.close()
        process.terminate()
        process.join()


def _make(pipe: Connection, kind: PaperKind, sheet: Any, style: PaperStyle) -> None:
    said: Paper | str
    try:
        with telling(lambda done, whole: pipe.send((done, whole))):
            said = paper_of(kind, sheet, style)
    except Exception as error:  # noqa: BLE001  # Python would print what it says, which may be of the log
        said = report_of(error)
    pipe.send(said)
    pipe.close()
