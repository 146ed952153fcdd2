"""The fonts of the window: Inter, which ships with the program, and the system's own for scripts it does not have."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from negdesk.resource_files import resources_folder

FAMILY = "Inter"
BODY, SMALL, TITLE = 14, 12, 22
"""Sizes in logical pixels."""

_WEIGHTS = ("Regular", "Medium", "SemiBold")
"""Those that the window is written in."""

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
        # By its name: the system then reads what is drawn of it. Its data would be copied whole, 3 ms of the start.
        number = QFontDatabase.addApplicationFont(str(path))
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
