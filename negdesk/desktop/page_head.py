"""What stands at the top of a page: its title, a line about it, and its buttons."""

from collections.abc import Callable
from functools import cache, partial

from PySide6 import QtCore
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QStylePainter, QVBoxLayout, QWidget

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.labels import ElidedLabel
from negdesk.desktop.controls.steady_bar import BAR, keep_bar
from negdesk.desktop.qt_numbers import NEVER_SCROLLS, NO_FOCUS, enumerations_made
from negdesk.desktop.sidebar_view import paint_key
from negdesk.desktop.theme import current_theme
from negdesk.desktop.window_actions import keys, tip
from negdesk.domain.wording import t


class PageHead(QWidget):
    """Title and subtitle at the left, buttons at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel(kind="page")
        self.subtitle = ElidedLabel(kind="subtitle")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        at_the_top = QVBoxLayout()
        at_the_top.addLayout(self._buttons)
        at_the_top.addStretch(1)
        row.addLayout(at_the_top)

    def say(self, title: str, subtitle: str) -> None:
        """Show these words; both are cut where they do not fit, and whole in their tool-tips."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add(self, button: QPushButton) -> QPushButton:
        """Put a button at the right end."""
        self._buttons.addWidget(button)
        return button


class KeyButton(QPushButton):
    """A button that shows the key of its action beside its words."""

    def __init__(self, action: str) -> None:
        self._key = keys(BY_NAME[action])
        super().__init__(t(BY_NAME[action].text))
        self.setToolTip(tip(BY_NAME[action]))
        self.setAccessibleName(t(BY_NAME[action].text))
        self.setStyleSheet("text-align: left;")

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + 12 + 7 * len(self._key), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_key(QStylePainter(self), self.rect().adjusted(0, 0, -12, 0), self._key)


def action_button(action: str, do: Callable[[], object], kind: str = "plain") -> QPushButton:
    """A button in an action's words."""
    button = QPushButton(t(BY_NAME[action].text).rstrip("…"))
    button.setProperty("kind", kind)
    button.setToolTip(tip(BY_NAME[action]))
    button.setAccessibleName(button.text())
    button.setAutoDefault(False)
    button.clicked.connect(lambda: do())
    return button


_BEYOND = 16
"""So much of what is above and below is shown with what the page scrolls to, in logical pixels."""


class ScrollPage(QScrollArea):
    """A page that scrolls down where the window is too low, and never sideways. It goes where the cursor goes.

    It is wider than its content by the room for its scroll bar, which is kept whether there is one or not.
    """

    heard_as = "Pane"

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setProperty("page", True)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setProperty("horizontalScrollBarPolicy", NEVER_SCROLLS)
        keep_bar(self)
        self.setProperty("focusPolicy", NO_FOCUS)
        # A ground of our own: to give us Qt's, PySide6 would look through all its classes (8 ms of the start).
        ground = QWidget()
        ground.setAutoFillBackground(False)
        self.setViewport(ground)
        self.setWidget(content)
        _follow_the_cursor()


@cache
def _follow_the_cursor() -> None:
    """Have pages scroll to what gets the cursor: Qt does so for Tab alone, not for the arrow keys of our lists.

    One plain function for all pages: a page's own method, connected to the application, would have PySide6 take the
    page and what is in it down with its wrapper.
    """
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.focusChanged.connect(_scroll_to)


def _scroll_to(_before: QWidget | None, now: QWidget | None) -> None:
    """What was clicked on is in sight, and must not slide away under the mouse before its button is let go."""
    if now is None or _mouse_is_down():
        return
    page = now.parentWidget()
    while page is not None and not isinstance(page, ScrollPage):
        page = page.parentWidget()
    if page is None:
        return
    page.ensureWidgetVisible(now, 0, _BEYOND)
    # Once more when all is laid out: a page that is opened at one of its lines has none of them in its place yet.
    QTimer.singleShot(0, now, partial(page.ensureWidgetVisible, now, 0, _BEYOND))


PAGE_TOP = 17
"""Room above and below what is on a page, in logical pixels."""


def _mouse_is_down() -> bool:
    # Before the window is there nobody can have pressed, and to ask would make the enumerations.
    return enumerations_made() and QApplication.mouseButtons() != QtCore.Qt.MouseButton.NoButton


def page_layout(widget: QWidget, room: int = 0) -> QVBoxLayout:
    """The column of a page, with the margins that all pages have; `room` of the right one is a scroll bar's."""
    margin = current_theme().page_margin
    column = QVBoxLayout(widget)
    column.setContentsMargins(margin, PAGE_TOP, margin - room, PAGE_TOP)
    column.setSpacing(14)
    return column


def scrolling_page(screen: QWidget) -> QVBoxLayout:
    """The column of a page that fills `screen` and scrolls down where the window is too low."""
    content = QWidget()
    whole = QVBoxLayout(screen)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(ScrollPage(content))
    return page_layout(content, BAR)
