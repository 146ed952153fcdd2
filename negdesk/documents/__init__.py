"""Sheets in, PDF bytes out; the only place that knows reportlab.

The modules are loaded when first used, because the first paint must not wait for reportlab and HarfBuzz.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negdesk.documents import (  # noqa: I001  # kept as one list
        agreement_paper as agreement_paper,
        brief_paper as brief_paper,
        export as export,
        file_names as file_names,
        gives_gets_paper as gives_gets_paper,
        ledger_paper as ledger_paper,
        log_paper as log_paper,
        paper_making as paper_making,
        paper_style as paper_style,
        recovery_paper as recovery_paper,
    )

NAMES = (
    "agreement_paper", "brief_paper", "export", "file_names", "gives_gets_paper", "ledger_paper", "log_paper",
    "paper_making", "paper_style", "recovery_paper",
)  # fmt: skip


def forget_texts() -> None:
    """Let go of every text of a paper that is remembered to make the next one sooner, as when its library is locked."""
    lines, pictures = (sys.modules.get(f"negdesk.documents.{name}") for name in ("text_lines", "picture_fonts"))
    if lines is not None:
        lines.forget_texts()
    if pictures is not None:
        pictures.forget_pictures()


def __getattr__(name: str) -> ModuleType:
    if name in NAMES:
        return import_module(f"negdesk.documents.{name}")
    raise AttributeError(name)
