"""A paper from asking to a file: which kinds there are, what each is made of, and saving it whole or not at all."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.brief_paper import brief_paper
from negdesk.documents.file_names import proposed_name
from negdesk.documents.font_faces import unprintable
from negdesk.documents.gives_gets_paper import gives_gets_paper
from negdesk.documents.ledger_paper import ledger_paper
from negdesk.documents.log_paper import log_paper
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_lines import left_out
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t, tn
from negdesk.library_files import SUFFIX
from negdesk.queries.papers_find import subject_named
from negdesk.queries.papers_private import brief_paper_sheet, ledger_paper_sheet, log_paper_sheet
from negdesk.queries.papers_shareable import AgreementPaperSheet, agreement_paper_sheet, gives_gets_paper_sheet

MOST_NAMED = 10
"""How many characters a warning names."""

Ask = Callable[..., Any]
"""`Desk.ask`, or anything that answers queries likewise; never one that masks, as papers say what is true."""


class PaperKind(StrEnum):
    """The five papers."""

    AGREEMENT = "agreement"
    GIVES_GETS = "gives-gets"
    BRIEF = "brief"
    LEDGER = "ledger"
    LOG = "log"

    @property
    def label(self) -> str:
        """The paper's name on the screen and in its file name."""
        return t(_LABELS[self])

    @property
    def private(self) -> bool:
        """Whether it is for our own eyes only."""
        return self not in (PaperKind.AGREEMENT, PaperKind.GIVES_GETS)


_LABELS = {
    PaperKind.AGREEMENT: mark("Summary of agreement"),
    PaperKind.GIVES_GETS: mark("Gives and gets"),
    PaperKind.BRIEF: mark("Brief"),
    PaperKind.LEDGER: mark("Ledger"),
    PaperKind.LOG: mark("Log"),
}
_MADE_OF: dict[PaperKind, tuple[Callable[..., Any], Callable[[Any, PaperStyle], bytes]]] = {
    PaperKind.AGREEMENT: (agreement_paper_sheet, agreement_paper),
    PaperKind.GIVES_GETS: (gives_gets_paper_sheet, gives_gets_paper),
    PaperKind.BRIEF: (brief_paper_sheet, brief_paper),
    PaperKind.LEDGER: (ledger_paper_sheet, ledger_paper),
    PaperKind.LOG: (log_paper_sheet, log_paper),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: its bytes, the file name to propose, and characters that could not be printed as they are.

    Those that no font has are printed as a box, controls of devices and of direction are left out.
    """

    data: bytes
    file_name: str
    unprintable: str


def paper_sheet(ask: Ask, kind: PaperKind, subject: int, today: date, version: int | None = None) -> Any:
    """What the paper shows: of a negotiation, or for the log of a counterpart. Raises `Refusal` where it is gone.

    A paper that is not private can be asked for as it was in an agreed `version`.
    """
    query = _MADE_OF[kind][0]
    return ask(query, subject, today) if version is None else ask(query, subject, today, version)


def paper_of(kind: PaperKind, sheet: Any, style: PaperStyle) -> Paper:
    """The paper out of its sheet. Needs no database, so it may be done in another thread."""
    return Paper(_MADE_OF[kind][1](sheet, style), file_name_of(kind, sheet, style), not_printed(sheet))


def not_printed(sheet: object) -> str:
    """The characters in a sheet that its paper cannot print as they are, each once."""
    text = "".join(dict.fromkeys("".join(_texts(sheet))))
    return unprintable(text) + left_out(text)


def report_of(characters: str) -> str:
    """A sentence that names characters which could not be printed; nothing where there are none."""
    if not characters:
        return ""
    named = [_named(char) for char in characters[:MOST_NAMED]]
    more = len(characters) - MOST_NAMED
    if more > 0:
        named.append(tn("and {n} more", "and {n} more", more))
    return t("Cannot be printed as written, for want of a font or a visible form: {which}.", which=t(", ").join(named))


def _named(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return t("{sign} ({code})", sign=char, code=code) if char.isprintable() else code


class PaperWanted(Exception):  # it is no error: whoever asked makes the paper where that keeps nobody waiting
    """A version is to be agreed on whose paper is not made yet; `sheet` is what it will say."""

    def __init__(self, sheet: AgreementPaperSheet) -> None:
        super().__init__()
        self.sheet = sheet


def printed(
    style: PaperStyle, of: AgreementPaperSheet | None = None, paper: bytes = b""
) -> Callable[[Any, int, int], tuple[bytes, str]]:
    """What gives the paper of a version that is being agreed on, for the version to keep, with the size of its page.

    It gives the `paper` that was made `of` a sheet if that is what the version says. If it says anything else, and
    where there is no paper yet, `PaperWanted` is raised with what it says.
    """

    def print_paper(connection: Any, negotiation_id: int, version: int) -> tuple[bytes, str]:
        today = datetime.now().astimezone().date()  # not shown: a version has its own day
        sheet = agreement_paper_sheet(connection, negotiation_id, today, version)
        if sheet != of:
            raise PaperWanted(sheet)
        return paper, style.page

    return print_paper


def file_name_of(kind: PaperKind, sheet: Any, style: PaperStyle) -> str:
    """The file name to propose for a paper: its day, what it is about, its kind, and PRIVATE where it is."""
    title = sheet.name if kind is PaperKind.LOG else sheet.title
    marked = style.mark_changes and kind is PaperKind.AGREEMENT and sheet.changed_since is not None
    label = t("{paper}, changes marked", paper=kind.label) if marked else kind.label
    return proposed_name(label, title, sheet.day, kind.private)


def make_paper(
    ask: Ask,
    paper: str,
    name: str,
    page: str = "A4",
    locale: str = "",
    today: date | None = None,
    mark_changes: bool = False,
) -> Paper:
    """The paper for a negotiation (for ``log`` a counterpart) given by its name or its number.

    Raises `Refusal` where there is none of that name, or several; the sentence then names them with their numbers. So
    it does where changes are to be marked and there is no earlier version.
    """
    kind = PaperKind(paper)
    style = PaperStyle("Letter" if page == "Letter" else "A4", locale or system_locale(), mark_changes)
    subject = ask(subject_named, name, kind is PaperKind.LOG)
    sheet = paper_sheet(ask, kind, subject, today or datetime.now().astimezone().date())
    if mark_changes and getattr(sheet, "changed_since", None) is None:
        raise Refusal(
            t("Changes can be marked in the summary of an agreement of which an earlier version was agreed on.")
        )
    return paper_of(kind, sheet, style)


def system_locale() -> str:
    """The locale that the environment names, in the form ``de_DE``; British English where it names none."""
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        value = os.environ.get(variable, "").partition(".")[0].partition("@")[0]
        if value and value not in ("C", "POSIX"):
            return value
    return "en_GB"


def save(path: Path, data: bytes) -> None:
    """Write `data` to `path`, or where a link there leads, whole or not at all; what was there stays until then.

    Never in place of a library or of what lies beside one. What is no file, such as a pipe, is written into. Raises
    `Refusal`.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = Path(os.path.realpath(path))
        if _is_library(path):
            raise Refusal(
                t("{path} is a library, or belongs to one. It was left as it is. Choose another name.", path=path)
            )
        with NamedTemporaryFile(dir=path.parent, prefix=".negdesk-", suffix=".part", delete=False) as file:
            making = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                making.replace(path)
            except BaseException:
                file.close()
                making.unlink(missing_ok=True)
                raise
    except (OSError, ValueError) as error:  # a ValueError is of a name that no system takes
        reason = error.strerror if isinstance(error, OSError) else t("the name cannot be used")
        raise Refusal(
            t("{path} cannot be saved ({reason}). Choose another folder or name.", path=path, reason=reason)
        ) from None


def _is_library(path: Path) -> bool:
    """Whether the file that is there is a library or part of one.

    Told by names alone: to open a library by hand would let go of the locks that SQLite holds on it.
    """
    own = re.search(rf"{re.escape(SUFFIX)}(\.key|-wal|-shm|-saved)?$", path.name, re.IGNORECASE)
    beside = (path.with_name(f"{path.name}{end}") for end in ("-wal", ".key"))
    return path.is_file() and (own is not None or any(each.exists() for each in beside))


def _texts(sheet: object) -> list[str]:
    """All text in a sheet."""
    if isinstance(sheet, str):
        return [] if isinstance(sheet, Enum) else [sheet]
    if isinstance(sheet, tuple):
        return [text for each in sheet for text in _texts(each)]
    if is_dataclass(sheet):
        return [text for field in fields(sheet) for text in _texts(getattr(sheet, field.name))]
    return []
