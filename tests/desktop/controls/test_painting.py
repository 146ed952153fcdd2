"""Painting in a colour, and cutting what does not fit."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QStylePainter, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls import painting
from negdesk.desktop.controls.fill import fill
from negdesk.desktop.fonts import font
from negdesk.desktop.qt_numbers import CENTRE

RED = QColor("#d01020")


class Painted(QWidget):
    """Calls what a test gives it to paint with, on white."""

    def __init__(self, paint: Callable[[QStylePainter], object]) -> None:
        super().__init__()
        self._paint = paint
        self.resize(60, 40)

    def paintEvent(self, _event: object) -> None:
        painter = QStylePainter(self)
        fill(painter, self.rect(), QColor("white"))
        self._paint(painter)


def picture(qtbot: QtBot, paint: Callable[[QStylePainter], object]) -> QImage:
    widget = Painted(paint)
    qtbot.addWidget(widget)
    return widget.grab().toImage()


@pytest.mark.parametrize(
    ("paint", "red", "white"),
    [
        (
            lambda painter: fill(painter, QRect(10, 10, 20, 10), RED),
            [(10, 10), (29, 19)],
            [(9, 10), (30, 19), (29, 20)],
        ),
        (lambda painter: painting.fill_round(painter, QRectF(0, 0, 40, 40), 15, RED), [(20, 20)], [(0, 0), (45, 20)]),
        (
            lambda painter: painting.stroke_round(painter, QRectF(10, 10, 30, 20), 4, RED, 2),
            [(25, 10), (10, 20)],
            [(25, 20), (5, 5)],
        ),
        (lambda painter: painting.stroke(painter, QLineF(5, 20, 50, 20), RED, 2), [(20, 20)], [(20, 25), (55, 20)]),
    ],
    ids=["fill", "fill_round", "stroke_round", "stroke"],
)
def test_the_colour_is_where_it_was_asked_for(
    qtbot: QtBot,
    paint: Callable[[QStylePainter], object],
    red: list[tuple[int, int]],
    white: list[tuple[int, int]],
) -> None:
    shown = picture(qtbot, paint)
    assert [shown.pixelColor(x, y).name() for x, y in red] == [RED.name()] * len(red)
    assert [shown.pixelColor(x, y).name() for x, y in white] == ["#ffffff"] * len(white)


def test_words_are_written_in_their_colour(qtbot: QtBot) -> None:
    def write(painter: QStylePainter) -> None:
        painting.write(painter, QRect(0, 0, 60, 40), CENTRE, "▇▇", font(14), RED)

    shown = picture(qtbot, write)
    colours = {shown.pixelColor(x, y).name() for x in range(60) for y in range(40)}
    assert RED.name() in colours


@given(st.text(st.sampled_from("abcWi .,–äß中ж"), max_size=60), st.integers(0, 400))
def test_what_does_not_fit_is_cut_as_qt_cuts_it(qapp: object, text: str, width: int) -> None:
    metrics = QFontMetrics(font(14))
    shown = painting.cut(metrics, text, width)
    if shown == text:
        assert metrics.horizontalAdvance(text) <= width
    else:
        assert shown.endswith("…") and text.startswith(shown[:-1])
        assert metrics.horizontalAdvance(shown) <= width or shown == "…"
        longer = text[: len(shown)] + "…"
        assert metrics.horizontalAdvance(longer) > width
        its = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        assert abs(len(shown) - len(its)) <= 1 or not its.strip("…")


@pytest.mark.parametrize("text", ["e\u0301" * 40, "👩\u200d🌾" * 20, "🖐\ufe0f" * 20])
def test_no_letter_loses_what_stands_on_it(qapp: object, text: str) -> None:
    metrics = QFontMetrics(font(14))
    for width in range(20, 200, 7):
        kept = painting.cut(metrics, text, width)[:-1]
        rest = text[len(kept) :]
        assert rest[:1] not in ("\u0301", "\u200d", "\ufe0f") and not kept.endswith("\u200d")
