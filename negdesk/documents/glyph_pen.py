"""Glyphs written one after another as the operators of a page: as few as they take, and what they stand for."""

from collections.abc import Callable

from negdesk.documents.font_faces import Glyph
from negdesk.documents.picture_fonts import utf16


class Pen:
    """Collects glyphs of one face into as few operators as they take; `natural_advance` is what it says of each."""

    def __init__(self, natural_advance: Callable[[int], float], size: float) -> None:
        self._natural_advance = natural_advance
        self._size = size
        self._written: list[str] = []
        self._array: list[str] = []
        self._codes = ""
        self._rise = 0.0

    def show(self, code: int, glyph: Glyph) -> None:
        """Draw one glyph, moved by its offset, and go on by its advance."""
        if glyph.dy != self._rise:
            self._flush()
            self._written.append(f"{glyph.dy * self._size / 1000:.3f} Ts")
            self._rise = glyph.dy
        self._move(glyph.dx)
        self._codes += f"{code:04x}"
        self._move(glyph.advance - self._natural_advance(glyph.number) - glyph.dx)

    def _move(self, by: float) -> None:
        if abs(by) < 0.05:
            return
        if self._codes:
            self._array.append(f"<{self._codes}>")
            self._codes = ""
        self._array.append(number(-by))

    def _flush(self) -> None:
        if self._codes:
            self._array.append(f"<{self._codes}>")
        if self._array:
            self._written.append(f"[{' '.join(self._array)}] TJ")
        self._array, self._codes = [], ""

    def begin_actual_text(self, text: str) -> None:
        """What is drawn from here on stands for `text` as a whole."""
        self._flush()
        self._written.append(f"/Span <</ActualText <feff{utf16(text)}>>> BDC")

    def end_actual_text(self) -> None:
        """Here that text ends."""
        self._flush()
        self._written.append("EMC")

    def operators(self) -> str:
        """All that was collected."""
        self._flush()
        if self._rise:
            self._written.append("0 Ts")
        return "\n".join(self._written)


def number(value: float) -> str:
    """A number as short as a PDF can have it, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
