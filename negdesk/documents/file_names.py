"""The name a paper is proposed to be saved under: its day, kind and title, and PRIVATE where it is."""

import re
from datetime import date

from negdesk.documents.text_direction import without_marks
from negdesk.documents.text_lines import printable
from negdesk.domain.wording import t

_LONGEST_BYTES = 180
"""Most file systems take 255 bytes; what is left is for the program that saves and its own endings."""


def proposed_name(kind: str, title: str, day: date, private: bool) -> str:
    """``2026-11-23 Oat flour, yearly supply - Summary of agreement.pdf``; private: ``2026-11-23 PRIVATE …``.

    Safe on all platforms: no separator, reserved character, control character or trailing dot, and short enough.
    """
    start = f"{day.isoformat()} {_safe(t('PRIVATE')) or 'PRIVATE'} " if private else f"{day.isoformat()} "
    end = f" - {_safe(kind)}.pdf"
    room = _LONGEST_BYTES - len((start + end).encode())
    name = _safe(title).encode()[: max(room, 0)].decode("utf-8", "ignore").strip(" .")
    return f"{start}{name}{end}" if name else f"{start}{_safe(kind)}.pdf"


def _safe(text: str) -> str:
    kept = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\n]+', " ", without_marks(printable(text)))
    return " ".join(kept.split()).strip(" .")
