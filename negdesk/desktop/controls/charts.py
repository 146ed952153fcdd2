"""Graphs: offers over time, and rapport over time."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from negdesk.desktop.fonts import font
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

Step = tuple[float, Decimal]
"""When an offer was made (any measure that grows with time) and its amount."""

Stroke = tuple[QPointF, QPointF]
"""A straight piece of a line, level or upright."""

_SIDE = 10
_LABEL = 11


class _Graph(QWidget):
    heard_as = "Chart"

    def __init__(self, height: int, empty: str) -> None:
        super().__init__()
        self._height = height
        self._empty = empty
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def set_empty_text(self, text: str) -> None:
        """What is said while there is nothing to draw."""
        self._empty = text
        self.update()

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(font(12))
        painter.setPen(tokens().muted)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), int(flags), self._empty)


class StepGraph(_Graph):
    """Both sides' offers for one term as steps in time, with our walk-away dashed and our target dotted.

    Large amounts are above. Where it is masked pass empty series and no lines.
    """

    def __init__(self, amount: Callable[[Decimal], str] = str) -> None:
        super().__init__(126, t("No offers yet"))
        self._amount = amount
        self._us: tuple[Step, ...] = ()
        self._them: tuple[Step, ...] = ()
        self._walk_away: Decimal | None = None
        self._target: Decimal | None = None
        self._placed: list[tuple[QRectF, str]] | None = None
        self.setAccessibleName(t("Offers over time"))

    def set_offers(
        self, us: Sequence[Step], them: Sequence[Step], walk_away: Decimal | None = None, target: Decimal | None = None
    ) -> None:
        """The offers of each side in the order of time, and our private lines."""
        self._us, self._them = tuple(us), tuple(them)
        self._walk_away, self._target = walk_away, target
        self._placed = None
        self.setAccessibleDescription(self._description())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._us and not self._them:
            self._paint_empty(painter)
            return
        colours = tokens()
        line = QColor(colours.private)
        line.setAlphaF(0.5)
        self._paint_line(painter, self._target, line, Qt.PenStyle.DotLine)
        self._paint_line(painter, self._walk_away, line, Qt.PenStyle.DashLine)
        self._paint_steps(painter, self._them, colours.get)
        self._paint_steps(painter, self._us, colours.give)
        painter.setFont(font(_LABEL))
        if self._placed is None:  # a card beside it that opens has it painted again, which must not place them anew
            self._placed = self.labels()
        for box, words in self._placed:
            painter.fillRect(box, colours.card)
            painter.setPen(colours.muted)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = None

    def labels(self) -> list[tuple[QRectF, str]]:
        """Words and where they are written: beside their line, where they hide least of the steps, never over others.

        What has no place is left out; the accessible description has it.
        """
        labels = _Labels(self.width(), self.height(), [*self._strokes(self._us), *self._strokes(self._them)])
        above = _mean(self._them) >= _mean(self._us)
        sides = (
            (self._them, t("them {amount}", amount="{amount}"), above),
            (self._us, t("us {amount}", amount="{amount}"), not above),
        )
        for steps, words, over in sides:
            if steps:
                y = self._y(steps[0][1])
                labels.put(words.replace("{amount}", self._amount(steps[0][1])), y, over, (self._x(steps[0][0], True),))
        for steps, _words, over in sides:
            if len(steps) > 1:
                end = self.width() - _SIDE
                labels.put(self._amount(steps[-1][1]), self._y(steps[-1][1]), over, (end - 20, end), to_right=True)
        for value, words in ((self._walk_away, t("walk-away {amount}", amount="{amount}")),
                             (self._target, t("target {amount}", amount="{amount}"))):  # fmt: skip
            if value is not None:
                said = words.replace("{amount}", self._amount(value))
                labels.put(
                    said, self._y(value), True, [_SIDE + self.width() * part for part in (0, 0.25, 0.4, 0.55, 0.7)]
                )
        return labels.placed

    def _paint_line(self, painter: QPainter, value: Decimal | None, colour: QColor, style: Qt.PenStyle) -> None:
        if value is None:
            return
        y = self._y(value)
        pen = QPen(colour, 1.6)
        pen.setStyle(style)
        if style == Qt.PenStyle.DashLine:
            pen.setDashPattern([2.5, 2.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(_SIDE, y), QPointF(self.width() - _SIDE, y))

    def _paint_steps(self, painter: QPainter, steps: tuple[Step, ...], colour: QColor) -> None:
        strokes = self._strokes(steps)
        if not strokes:
            return
        path = QPainterPath(strokes[0][0])
        for _begin, end in strokes:
            path.lineTo(end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        painter.drawPath(path)

    def _strokes(self, steps: tuple[Step, ...]) -> list[Stroke]:
        """The line of one side's offers: level as long as one stands, upright where the next one comes."""
        if not steps:
            return []
        points = [QPointF(self._x(steps[0][0], first=True), self._y(steps[0][1]))]
        for before, after in pairwise(steps):
            x = self._x(after[0])
            points += [QPointF(x, self._y(before[1])), QPointF(x, self._y(after[1]))]
        points.append(QPointF(self.width() - _SIDE, self._y(steps[-1][1])))
        return list(pairwise(points))

    def _values(self) -> list[Decimal]:
        lines = [value for value in (self._walk_away, self._target) if value is not None]
        return [value for _when, value in (*self._us, *self._them)] + lines

    def _y(self, value: Decimal) -> float:
        values = self._values()
        low, high = min(values), max(values)
        top, bottom = 18.0, self.height() - 18.0
        return (top + bottom) / 2 if high == low else bottom - float((value - low) / (high - low)) * (bottom - top)

    def _x(self, when: float, first: bool = False) -> float:
        times = [each for each, _value in (*self._us, *self._them)]
        begin, end = min(times), max(times)
        if first and (when - begin) <= (end - begin) * 0.15:
            return _SIDE  # both sides' first offers begin at the edge, where their names are
        room = (self.width() - 2 * _SIDE) * 0.78  # the last step is followed by the amount that stands
        return _SIDE + (0 if end == begin else (when - begin) / (end - begin) * room)

    def _description(self) -> str:
        parts = [
            t("{side}: {amounts}", side=side, amounts=", ".join(self._amount(value) for _when, value in steps))
            for side, steps in ((t("us"), self._us), (t("them"), self._them)) if steps
        ]  # fmt: skip
        if self._walk_away is not None:
            parts.append(t("walk-away {amount}", amount=self._amount(self._walk_away)))
        if self._target is not None:
            parts.append(t("target {amount}", amount=self._amount(self._target)))
        return "; ".join(parts) or self._empty


class _Labels:
    """Finds a place for words beside their line, between what is drawn and what is written already."""

    def __init__(self, width: float, height: float, strokes: list[Stroke]) -> None:
        self._width, self._height = width, height
        self._drawn = [_around(begin, end) for begin, end in strokes]
        self._metrics = QFontMetricsF(font(_LABEL))
        self.placed: list[tuple[QRectF, str]] = []

    def put(self, words: str, y: float, above: bool, places: Sequence[float], *, to_right: bool = False) -> None:
        """Write `words` at one of these `places`, from the left (or the right) end on: the sooner named, the better."""
        width = self._metrics.horizontalAdvance(words) + 1
        best: QRectF | None = None
        fewest = len(self._drawn) + 1
        for place in places:
            x = max(_SIDE, min(place - width if to_right else place, self._width - _SIDE - width))
            for over in (above, not above):
                box = QRectF(x, y - 15 if over else y + 3, width, 13)
                hidden = sum(1 for stroke in self._drawn if box.intersects(stroke))
                if hidden < fewest and self._free(box):
                    best, fewest = box, hidden
        if best is not None:
            self.placed.append((best, words))

    def _free(self, box: QRectF) -> bool:
        inside = box.top() >= 0 and box.bottom() <= self._height
        return inside and not any(box.intersects(other) for other, _words in self.placed)


def _around(begin: QPointF, end: QPointF) -> QRectF:
    """The room that a stroke takes."""
    return QRectF(begin, end).normalized().adjusted(-1, -1, 1, 1)


def _mean(steps: tuple[Step, ...]) -> Decimal:
    return sum((value for _when, value in steps), Decimal(0)) / len(steps) if steps else Decimal(0)


class LineGraph(_Graph):
    """Values from 1 to 5 in time, as rapport is, with a dot at the last one."""

    def __init__(self, name: str, empty: str = "") -> None:
        super().__init__(96, empty or t("Nothing noted yet"))
        self._points: tuple[tuple[float, float], ...] = ()
        self.setAccessibleName(name)

    def set_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Pairs of a time (any measure) and a value from 1 to 5, in the order of time; none under the shield."""
        self._points = tuple(points)
        said = ", ".join(f"{value:g}" for _when, value in self._points)
        self.setAccessibleDescription(t("From first to last: {values}", values=said) if said else self._empty)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._points:
            self._paint_empty(painter)
            return
        colours = tokens()
        grid = QColor(colours.border)
        grid.setAlphaF(0.55)
        for value in (1, 3, 5):
            y = round(self._y(value)) + 0.5
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        places = [QPointF(self._x(when), self._y(value)) for when, value in self._points]
        painter.setPen(QPen(colours.accent, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for start, end in pairwise(places):
            painter.drawLine(start, end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawEllipse(places[-1], 4, 4)

    def _x(self, when: float) -> float:
        begin, end = self._points[0][0], self._points[-1][0]
        room = self.width() - 13
        return 5 + (room if end == begin else (when - begin) / (end - begin) * room)

    def _y(self, value: float) -> float:
        return self.height() - 24 - (value - 1) / 4 * (self.height() - 46)
