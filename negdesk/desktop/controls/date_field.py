"""A day, typed as people write it or picked from a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.theme import tokens
from negdesk.domain.dates import DateOrder, read_day, short_day
from negdesk.domain.wording import t


class CalendarPopup(QFrame):
    """A month to pick a day from; Enter or a click picks, Escape leaves all as it was."""

    def __init__(self, near: QWidget, day: date, pick: Callable[[date], None]) -> None:
        super().__init__(near, Qt.WindowType.Popup)
        self._pick = pick
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(t("Calendar"))
        self.calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        plain = QTextCharFormat()
        plain.setForeground(tokens().text)
        for weekday in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(weekday, plain)  # Qt's own has weekends in an alarming red
        head = QTextCharFormat()
        head.setForeground(tokens().muted)
        head.setFontPointSize(8)
        self.calendar.setHeaderTextFormat(head)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.activated.connect(self._picked)
        self.calendar.clicked.connect(self._picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.calendar)
        self.setFocusProxy(self.calendar)

    def _picked(self, picked: QDate) -> None:
        self.close()
        self._pick(date(picked.year(), picked.month(), picked.day()))


class DateField(LineField):
    """A day or none, edited as text. `on_settle` gets a `date` or None; Alt+Down opens a calendar.

    Reads what `negdesk.domain.dates.read_day` reads: ``2026-12-02``, ``2 Dec``, ``2.12.2026``, ``Friday`` … and shows
    the day as ``2 Dec``. `today` is asked each time.
    """

    def __init__(
        self, name: str, on_settle: Callable[[date | None], object], *, today: Callable[[], date] = date.today,
        order: DateOrder = DateOrder.DAY_FIRST, past: bool = False, placeholder: str = "", hugs: bool = False,
        framed: bool = False,
    ) -> None:  # fmt: skip
        self._today = today
        self._order = order
        self._past = past
        self._on_day = on_settle
        super().__init__(name, self._settle_day, placeholder=placeholder, hugs=hugs, framed=framed)
        self.edit.setToolTip(t("A day like 2 Dec or Friday. Alt+Down opens a calendar."))
        self.edit.installEventFilter(self)

    def read(self, text: str) -> date | None:
        """The day that `text` means; None where it is empty. Raises `Refusal`."""
        return read_day(text, self._today(), self._order, past=self._past) if text.strip() else None

    def day(self) -> date | None:
        """The day that the library has."""
        return self.read(self.settling.shown) if self.settling.shown else None

    def set_past(self, past: bool) -> None:
        """Whether what is typed means the last such day, not the next one."""
        self._past = past

    def set_day(self, day: date | None) -> None:
        """Show the library's day; never over text not yet taken."""
        self.set_value("" if day is None else self._written(day))

    def open_calendar(self) -> None:
        """Open the calendar beneath the field, on its day or today."""
        if self._masked:
            return
        self.flush()
        popup = CalendarPopup(self, self.day() or self._today(), self._pick)
        popup.move(self.edit.mapToGlobal(QPoint(0, self.edit.height() + 2)))
        popup.show()
        popup.calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _settle_day(self, text: str) -> None:
        day = self.read(text)
        written = "" if day is None else self._written(day)
        self._on_day(day)
        self.set_value(written)

    def _pick(self, day: date) -> None:
        self.edit.setText(self._written(day))
        self._typed()
        self.flush()

    def _written(self, day: date) -> str:
        # A year that is not the nearest to the day would be read back as another one.
        shown = short_day(day, self._today())
        return shown if read_day(shown, self._today(), self._order, past=self._past) == day else day.isoformat()
