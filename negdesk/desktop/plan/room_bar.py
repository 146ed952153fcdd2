"""The room to agree on one term, drawn: our target and walk-away as marks, the values that suit both as a band."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from negdesk.desktop.theme import tokens
from negdesk.domain.room import Room
from negdesk.domain.wording import t

TRACK = 8.0
MARK_HEIGHT = 14.0
WIDEST = 150


class RoomBar(QWidget):
    """Small amounts are left. Where the room is not known there is a sentence in place of the drawing."""

    def __init__(self) -> None:
        super().__init__()
        self._room: Room | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_room(self, room: Room | None, name: str) -> None:
        """Draw this room, or nothing; `name` is the term's."""
        self._room = room
        self.setAccessibleName(t("Room to agree on {term}", term=name))
        said = "" if room is None else room.sentence
        self.setAccessibleDescription(said or (t("There is room to agree") if room is not None else ""))
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        room = self._room
        if room is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not room.known:
            self._paint_sentence(painter, room.sentence)
            return
        width = min(float(WIDEST), float(self.width()))
        middle = self.height() / 2
        colours = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.track)
        painter.drawRoundedRect(QRectF(0, middle - TRACK / 2, width, TRACK), TRACK / 2, TRACK / 2)
        if room.overlap and room.low_at is not None and room.high_at is not None:
            painter.setBrush(colours.room)
            left, right = room.low_at * width, room.high_at * width
            painter.drawRoundedRect(QRectF(left, middle - TRACK / 2, max(right - left, 3.0), TRACK), 3, 3)
        _mark(painter, room.target_at, width, middle, colours.text)
        _mark(painter, room.walk_away_at, width, middle, colours.private)
        if not room.overlap:
            _mark(painter, room.theirs_at, width, middle, colours.them)

    def _paint_sentence(self, painter: QPainter, sentence: str) -> None:
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(tokens().muted)
        shown = painter.fontMetrics().elidedText(sentence, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _mark(painter: QPainter, at: float | None, width: float, middle: float, colour: QColor) -> None:
    if at is not None:
        painter.fillRect(QRectF(round(at * width) - 1.0, middle - MARK_HEIGHT / 2, 2.0, MARK_HEIGHT), colour)
