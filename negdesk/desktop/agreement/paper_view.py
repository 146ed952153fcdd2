"""A paper's pages on the screen, with what can be done with it below them: found in, copied, printed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from negdesk.desktop.agreement.pages_view import PagesView
from negdesk.desktop.agreement.paper_pages import PDF_DPI, SCREEN_DPI, Blank, Hit, PagePress, Pages
from negdesk.desktop.agreement.paper_tools import PaperTools
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.shell import Shell
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.documents.export import PaperKind
    from negdesk.documents.paper_style import PaperStyle

NARROW = 560
"""Pixels of width from which on there is room for all the words."""

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_SIDE = 40
AT_ONCE, AFTER_A_BURST = 0, 120
"""Milliseconds before a page is made anew: after an edit, and where more of the same is likely to follow."""

SHAREABLE = ("agreement", "gives-gets")
"""The papers that the shield leaves: they have nothing private in them."""
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class _Area(QScrollArea):
    """What the pages are scrolled in."""

    heard_as = "Pane"


class PaperView(QWidget):
    """The page that is shown stays until the next one is there.

    Ctrl with plus, minus and 0 changes the size, Page Up and Page Down turn the pages. `state` says which page of how
    many is looked at; it stands where the owner puts it.
    """

    stale = Signal()
    """The paper is to be shown anew: its size has changed, or a page came near that was not drawn."""

    def __init__(self, shell: Shell, save: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._shell = shell
        self._zoom = 1.0
        self._press = PagePress(self)
        self._press.made.connect(self._show)
        self._press.failed.connect(lambda: self.say(t("This paper could not be made. Nothing else is affected.")))
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.stale)
        self._pages = PagesView()
        self._scroll = _Area()
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
        self.state = Small()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 10, 0, 8)
        self.column.setSpacing(6)
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(self._instead, 1)
        self._instead.hide()
        self.tools = PaperTools(shell, self._press, self._show_hits, save)
        self.column.addWidget(self.tools)
        self.destroyed.connect(self._press.close)

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._scroll.isHidden() and bool(self.state.text())

    @property
    def pages(self) -> Pages | None:
        """The pages that are held to be shown, if there are any."""
        return self._pages.pages

    def ask_soon(self, milliseconds: int) -> None:
        """Have `stale` told after so many milliseconds, once for all that ask for it until then."""
        self._soon.start(milliseconds)

    def show_paper(self, kind: "PaperKind", sheet: Any, style: "PaperStyle") -> None:
        """Show this paper as soon as it is made."""
        self._soon.stop()
        # As if the scroll bar were there: the page must not change its size with whether it needs one.
        room = self._scroll.width() - self._scroll.verticalScrollBar().sizeHint().width() - 2 * _SIDE
        width = max(200, int(room * self._zoom))
        self._press.print_soon(kind, sheet, style, width, self.devicePixelRatioF(), self._page - 1)

    def say(self, sentence: str) -> None:
        """Say this in place of a page."""
        self._press.forget()
        self.tools.show_paper(None)
        self._instead.setText(sentence)
        self._instead.show()
        self._scroll.hide()
        self.state.setText("")

    def clear(self) -> None:
        """Let go of the page that is shown and of any that is being made."""
        self._press.forget()
        self._pages.clear()
        self.tools.show_paper(None)
        self._instead.hide()
        self._scroll.show()
        self.state.setText("")

    def leave(self) -> None:
        """Show nothing more. Returns when nothing is being made any longer."""
        self._soon.stop()
        self._press.close()

    def hide_private(self, kind: str) -> bool:
        """Where the shield is on and the paper is a private one, say so in place of it; whether that is so."""
        if not self._shell.shielded or kind in SHAREABLE:
            return False
        self.clear()
        self.say(t("The shield is on: private papers are hidden. F9 takes it down."))
        return True

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
        self.stale.emit()
        return True

    def _show(self, pages: Pages) -> None:
        self._instead.hide()
        self._scroll.show()
        self._pages.show_pages(pages)
        self.tools.show_paper(pages.paper, len(pages.images))
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
            self._soon.start(AFTER_A_BURST)  # a page that was not near before
        if self.width() < NARROW:
            self.state.setText(t("{page} of {n}", page=page, n=count))
            return
        percent = round(100 * pages.images[0].width() / pages.ratio / (pages.points * SCREEN_DPI / PDF_DPI))
        self.state.setText(t("Page {page} of {n} · {percent} %", page=page, n=count, percent=percent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.zoom_by(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_state()
        self._soon.start(AFTER_A_BURST)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._soon.start(AFTER_A_BURST)

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
