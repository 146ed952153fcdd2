"""The fonts of the window: Inter, which ships with the program, and the system's own for scripts it does not have."""

import struct
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from negdesk.resource_files import resources_folder

FAMILY = "Inter"
BODY, SMALL, TITLE = 14, 12, 22
"""Sizes in logical pixels."""

_WEIGHTS = ("Regular", "Medium", "SemiBold")
"""Those that the window is written in; each takes a few milliseconds of the start."""

_LINE_GAP = 0.2
"""Space between lines as a share of the letter's size; with Inter's own height it makes lines of 20 pixels at 14."""

Weight = QFont.Weight


@cache
def load_fonts() -> tuple[str, ...]:
    """Load Inter from ``resources/fonts`` for this run; returns the names of the families that were loaded.

    Without them the system's own sans serif is used.
    """
    loaded: list[str] = []
    for weight in _WEIGHTS:
        path = resources_folder() / "fonts" / f"{FAMILY}-{weight}.ttf"
        if not path.is_file():
            continue
        number = QFontDatabase.addApplicationFontFromData(with_line_gap(path.read_bytes(), _LINE_GAP))
        loaded += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(loaded))


@cache
def font(pixels: int = BODY, weight: Weight = Weight.Normal) -> QFont:
    """The program's font in this size (logical pixels) and weight. Do not change the one returned: copy it."""
    made = QFont()
    made.setFamilies([FAMILY, "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"])
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # letters keep their places at every scale
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def with_line_gap(data: bytes, gap: float) -> bytes:
    """A TrueType file with this much space between lines, as a share of the letter's size.

    Qt sets no line height in plain text, but keeps the one of the font. Only the copy in memory is changed. Returns
    `data` itself where it is no TrueType file.
    """
    if len(data) < 12 or data[:4] not in (b"\0\1\0\0", b"true"):
        return data
    (count,) = struct.unpack_from(">H", data, 4)
    places = {}
    for number in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        places[tag] = offset
    if not {b"head", b"hhea"} <= places.keys():
        return data
    (units,) = struct.unpack_from(">H", data, places[b"head"] + 18)
    changed = bytearray(data)
    struct.pack_into(">h", changed, places[b"hhea"] + 8, round(units * gap))
    if b"OS/2" in places:
        struct.pack_into(">h", changed, places[b"OS/2"] + 72, round(units * gap))
    return bytes(changed)
