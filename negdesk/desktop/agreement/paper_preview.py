"""The page itself, live beside what it is made of."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from negdesk import documents
from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.agreement.pages_view import PagesView
from negdesk.desktop.agreement.paper_pages import PDF_DPI, SCREEN_DPI, Blank, Hit, PagePress, Pages
from negdesk.desktop.agreement.paper_tools import PaperTools
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.shell import Shell
from negdesk.desktop.theme import tokens
from negdesk.desktop.window_actions import tip
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
_AT_ONCE, _AFTER_A_BURST = 0, 120
"""Milliseconds before a page is made anew: after an edit, and where more of the same is likely to follow."""

SHAREABLE = ("agreement", "gives-gets")
"""The papers that the shield leaves: they have nothing private in them."""
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class PaperPreview(QWidget):
    """Follows each change within a quarter of a second; the page that is shown stays until the next one is there.

    It never shows a page of another negotiation, another paper, or a private one while the shield is on: those go at
    once. Ctrl with plus, minus and 0 changes the size, Page Up and Page Down turn the pages.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._subjects = {"negotiation": 0, "counterpart": 0}
        self._kind = "agreement"
        self._zoom = 1.0
        self._press = PagePress(self)
        self._press.made.connect(self._show)
        self._press.failed.connect(lambda: self._say(t("This paper could not be made. Nothing else is affected.")))
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._make)
        self._pages = PagesView()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._pages)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAccessibleName(t("The page"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setToolTip(t("Ctrl with plus, minus or 0 changes the size; Page Up and Page Down turn the pages."))
        self._scroll.verticalScrollBar().valueChanged.connect(self._show_state)
        self._scroll.viewport().setAutoFillBackground(False)
        self._pages.setAutoFillBackground(False)
        self._instead = Label(kind="muted", wrap=True)
        self._instead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._instead, 1)
        self._marks = QCheckBox()
        self._marks.setToolTip(tip(BY_NAME["mark_changes"]))
        self._marks.clicked.connect(self._mark)
        self._marks.hide()
        marks = QHBoxLayout()
        marks.setContentsMargins(14, 0, 14, 0)
        marks.addWidget(self._marks)
        marks.addStretch(1)
        column.addLayout(marks)
        self.tools = PaperTools(shell, self._press, self._show_hits)
        column.addWidget(self.tools)
        self.destroyed.connect(self._press.close)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(0)
        self._tabs = QButtonGroup(self)
        for number, (_, words, _short) in enumerate(KINDS):
            button = reads(QPushButton(t(words)))
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

    @property
    def pages(self) -> Pages | None:
        """The pages that are held to be shown, if there are any."""
        return self._pages.pages

    @property
    def can_mark_changes(self) -> bool:
        """Whether the paper that is shown can say what changed since a version before."""
        return not self._marks.isHidden()

    def turn_marking(self) -> None:
        """Have the paper say what changed, or say it no longer."""
        self._mark(not self._marks.isChecked())

    def choose(self, kind: str) -> None:
        """Show another paper."""
        if kind != self._kind:
            self._clear()
        self._kind = kind
        self._tabs.button([each for each, _, _ in KINDS].index(kind)).setChecked(True)
        self._make()

    def show_subject(self, negotiation_id: int, counterpart_id: int) -> None:
        """Show the papers of this negotiation and, for the log, of this counterpart."""
        subjects = {"negotiation": negotiation_id, "counterpart": counterpart_id}
        if subjects != self._subjects:
            self._clear()
        self._subjects = subjects
        if self._private_and_shielded():
            self._hide_private()
        self._tabs.button(len(KINDS) - 1).setVisible(counterpart_id > 0)
        # A log may be long, and reading it keeps the window waiting: only once for a burst of edits.
        self._soon.start(_AFTER_A_BURST if self._kind == "log" else _AT_ONCE)

    def zoom_by(self, event: QKeyEvent) -> bool:
        """Change the size where the key asks for it; whether it did."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_0:
            self._zoom = 1.0
        elif key in _STEPS:
            place = ZOOMS.index(self._zoom) + _STEPS[key]
            self._zoom = ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]
        else:
            return False
        self._make()
        return True

    def _mark(self, on: bool) -> None:
        if on:
            self._shell.marking_changes.add(self._subjects["negotiation"])
        else:
            self._shell.marking_changes.discard(self._subjects["negotiation"])
        self._make()

    def _offer_marking(self, since: int | None) -> None:
        """Offer to mark what changed since this version; not where there is none."""
        self._marks.setVisible(since is not None)
        if since is not None:
            self._marks.setText(t("Mark what changed since version {n}", n=since))
            self._marks.setAccessibleName(self._marks.text())
            self._marks.setChecked(self._subjects["negotiation"] in self._shell.marking_changes)

    def _private_and_shielded(self) -> bool:
        return self._shell.shielded and self._kind not in SHAREABLE

    def _hide_private(self) -> None:
        self._clear()
        self._say(t("The shield is on: private papers are hidden. F9 takes it down."))

    def _clear(self) -> None:
        """Let go of the page that is shown and of any that is being made."""
        self._marks.hide()
        self._press.forget()
        self._pages.clear()
        self.tools.show_paper(None, self._kind, self._subjects)
        self._instead.hide()
        self._scroll.show()
        self._state.setText("")

    def _make(self) -> None:
        self._soon.stop()
        if self._private_and_shielded():
            self._hide_private()
            return
        kind = documents.export.PaperKind(self._kind)
        subject = self._subjects["counterpart" if self._kind == "log" else "negotiation"]
        if not subject:
            return
        try:
            sheet = documents.export.paper_sheet(self._shell.desk.ask, kind, subject, self._shell.today())
        except Refusal as refusal:
            self._say(refusal.sentence)
            return
        self._offer_marking(getattr(sheet, "changed_since", None))
        style = self._shell.paper_style(self._subjects["negotiation"])
        # As if the scroll bar were there: the page must not change its size with whether it needs one.
        room = self._scroll.width() - self._scroll.verticalScrollBar().sizeHint().width() - 2 * _SIDE
        width = max(200, int(room * self._zoom))
        self._press.print_soon(kind, sheet, style, width, self.devicePixelRatioF(), self._page - 1)

    def _say(self, sentence: str) -> None:
        self._press.forget()
        self.tools.show_paper(None, self._kind, self._subjects)
        self._instead.setText(sentence)
        self._instead.show()
        self._scroll.hide()
        self._state.setText("")

    def _show(self, pages: Pages) -> None:
        self._instead.hide()
        self._scroll.show()
        self._pages.show_pages(pages)
        self.tools.show_paper(pages.paper, self._kind, self._subjects)
        self._show_state()

    def _show_hits(self, hits: tuple[Hit, ...], at: int, go: bool) -> None:
        """Mark what was found; where one is to `go` there bring the hit that one is at into view."""
        place = self._pages.show_hits(hits, at)
        if place is not None and go:
            seen = self._scroll.viewport()
            self._scroll.ensureVisible(int(place.x()), int(place.y()), seen.width() // 3, seen.height() // 3)

    @property
    def _page(self) -> int:
        """The page in the middle of what can be seen, from 1 on."""
        return self._pages.page_at(self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() / 2)

    def _show_state(self) -> None:
        """Say which page is in the middle of what can be seen, and how large it is."""
        pages = self._pages.pages
        if pages is None or not pages.images:
            return
        page, count = self._page, len(pages.images)
        if any(isinstance(image, Blank) for image in pages.images[max(page - 2, 0) : page + 1]):
            self._soon.start(_AFTER_A_BURST)  # a page that was not near before
        if self.width() < NARROW:
            self._state.setText(t("{page} of {n}", page=page, n=count))
            return
        percent = round(100 * pages.images[0].width() / pages.ratio / (pages.points * SCREEN_DPI / PDF_DPI))
        self._state.setText(t("Page {page} of {n} · {percent} %", page=page, n=count, percent=percent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.zoom_by(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        for number, (_, words, short) in enumerate(KINDS):
            self._tabs.button(number).setText(t(short) if narrow else t(words))
        self._show_state()
        self._soon.start(_AFTER_A_BURST)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._soon.start(_AFTER_A_BURST)

    def hideEvent(self, event: QHideEvent) -> None:
        self._soon.stop()
        self._press.forget()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().paper_ground)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
