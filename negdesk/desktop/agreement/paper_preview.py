"""The page itself, live beside what it is made of."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from negdesk import documents
from negdesk.desktop.agreement.paper_pages import SCREEN_DPI, PagePress, Pages
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.shell import Shell
from negdesk.desktop.theme import tokens
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

KINDS = (
    ("agreement", mark("For them"), mark("For them")),
    ("gives-gets", mark("Gives and gets"), mark("Both give")),
    ("brief", mark("Private brief"), mark("Brief")),
    ("ledger", mark("Private ledger"), mark("Ledger")),
    ("log", mark("Private log"), mark("Log")),
)
"""Each paper with its words, and shorter ones for a narrow window."""

NARROW = 560
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_SIDE = 40
_A4_POINTS = 595.276


class PaperPreview(QWidget):
    """Follows each change within a quarter of a second; the page that is shown stays until the next one is there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._subjects = {"negotiation": 0, "counterpart": 0}
        self._kind = "agreement"
        self._zoom = 1.0
        self._press = PagePress(self)
        self._press.made.connect(self._show)
        self._press.failed.connect(lambda: self._say(t("This paper could not be made. Nothing else is affected.")))
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._make)
        self._pages = _PagesView()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._pages)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAccessibleName(t("The page"))
        self._scroll.viewport().setAutoFillBackground(False)
        self._pages.setAutoFillBackground(False)
        self._instead = Label(kind="muted", wrap=True)
        self._instead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._instead, 1)
        self.destroyed.connect(self._press.close)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(0)
        self._tabs = QButtonGroup(self)
        for number, (_, words, _short) in enumerate(KINDS):
            button = QPushButton(t(words))
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(t("Show: {paper}", paper=t(words)))
            self._tabs.addButton(button, number)
            row.addWidget(button)
        self._tabs.button(0).setChecked(True)
        self._tabs.idClicked.connect(lambda number: self.choose(KINDS[number][0]))
        row.addStretch(1)
        self._state = Small()
        row.addWidget(self._state)
        return row

    @property
    def kind(self) -> str:
        """Which paper is shown."""
        return self._kind

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._scroll.isHidden() and bool(self._state.text())

    def choose(self, kind: str) -> None:
        """Show another paper."""
        self._kind = kind
        self._tabs.button([each for each, _, _ in KINDS].index(kind)).setChecked(True)
        self._make()

    def show_subject(self, negotiation_id: int, counterpart_id: int) -> None:
        """Show the papers of this negotiation and, for the log, of this counterpart."""
        self._subjects = {"negotiation": negotiation_id, "counterpart": counterpart_id}
        self._tabs.button(len(KINDS) - 1).setVisible(counterpart_id > 0)
        self._soon.start()

    def _make(self) -> None:
        kind = documents.export.PaperKind(self._kind)
        if kind.private and self._shell.shielded:
            self._say(t("The shield is on: private papers are hidden. F9 takes it down."))
            return
        subject = self._subjects["counterpart" if self._kind == "log" else "negotiation"]
        if not subject:
            return
        try:
            sheet = documents.export.paper_sheet(self._shell.desk.ask, kind, subject, self._shell.today())
        except Refusal as refusal:
            self._say(refusal.sentence)
            return
        style = self._shell.paper_style()
        width = max(200, int((self._scroll.viewport().width() - 2 * _SIDE) * self._zoom))
        self._press.print_soon(kind, sheet, style, width, self.devicePixelRatioF())

    def _say(self, sentence: str) -> None:
        self._instead.setText(sentence)
        self._instead.show()
        self._scroll.hide()
        self._state.setText("")

    def _show(self, pages: Pages) -> None:
        self._instead.hide()
        self._scroll.show()
        self._pages.show_pages(pages)
        width = pages.images[0].width() / pages.ratio if pages.images else 0
        percent = round(100 * width / (_A4_POINTS * SCREEN_DPI / 72))
        self._state.setText(t("Page 1 of {n} · {percent} %", n=len(pages.images), percent=percent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()), 0)
            if step:
                place = min(max(ZOOMS.index(self._zoom) + step, 0), len(ZOOMS) - 1)
                self._zoom = ZOOMS[place]
                self._make()
                return
            if event.key() == Qt.Key.Key_0:
                self._zoom = 1.0
                self._make()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        for number, (_, words, short) in enumerate(KINDS):
            self._tabs.button(number).setText(t(short) if narrow else t(words))
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._soon.stop()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().paper_ground)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class _PagesView(QWidget):
    """The pages one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: Pages | None = None

    def show_pages(self, pages: Pages) -> None:
        """Show these in place of those before."""
        self._pages = pages
        size = self.sizeHint()
        self.setMinimumSize(size)
        self.setAccessibleDescription(t("{n} pages", n=len(pages.images)))
        self.update()

    def sizeHint(self) -> QSize:
        if self._pages is None or not self._pages.images:
            return QSize(200, 200)
        ratio = self._pages.ratio
        height = sum(image.height() / ratio + 18 for image in self._pages.images)
        return QSize(int(max(image.width() for image in self._pages.images) / ratio), int(height) + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pages is None:
            return
        painter = QPainter(self)
        y = 6.0
        for image in self._pages.images:
            width, height = image.width() / self._pages.ratio, image.height() / self._pages.ratio
            box = QRectF(max(0.0, (self.width() - width) / 2), y, width, height)
            painter.setPen(QPen(tokens().paper_shadow, 1))
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 1.5))
            painter.drawImage(box, image)
            y += height + 18
