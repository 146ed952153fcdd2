"""Locks the library by itself: when nobody has used the window for a while, and when the computer sleeps or is locked.

What the system tells is heard by `SystemLocks` (Linux, over its message bus). Where it tells nothing, a sleep is known
by its end: a clock that is looked at every few seconds has gone on for longer than that.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import cast

from PySide6.QtCore import SLOT, QEvent, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from negdesk.desktop.apart import when_undisturbed
from negdesk.domain.wording import t

MINUTES = "lock/minutes"
"""Where the settings of this computer keep after how many minutes without a key or click is locked; 0 is never."""

USUAL_MINUTES = 15
CHOICES = (0, 1, 5, 15, 30, 60)

LOOK_MS = 5000
SLEPT_SECONDS = 60.0

_USE = frozenset((
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
))  # fmt: skip


class AutoLock(QObject):
    """Calls `lock`, right after where the window just waits for work such as a backup; `clock` gives seconds that go on
    while the computer sleeps."""

    def __init__(
        self, parent: QObject, lock: Callable[[], object], settings: QSettings, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._lock = partial(when_undisturbed, self, lock)
        self._settings, self._clock = settings, clock
        self._used = self._looked = clock()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._system: SystemLocks | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())

    def hear_system(self) -> None:
        """Hear from now on what the system tells; loads Qt's module for its message bus."""
        if self._system is None:
            self._system = SystemLocks(self)
            self._system.locked.connect(self._lock)

    @property
    def choices(self) -> tuple[int, ...]:
        """The minutes that one may choose."""
        return CHOICES

    @property
    def minutes(self) -> int:
        """After how many minutes without a key or click is locked; 0 is never."""
        held = str(self._settings.value(MINUTES, USUAL_MINUTES))
        return int(held) if held.isdecimal() else USUAL_MINUTES

    def set_minutes(self, minutes: int) -> None:
        """Keep another number of minutes; 0 is never."""
        self._settings.setValue(MINUTES, minutes)

    @property
    def sentence(self) -> str:
        """What else locks, on this system."""
        if self._system is not None and self._system.heard:
            return t("The library is also locked when this computer goes to sleep or its screen is locked.")
        return t("The library is also locked when this computer wakes from sleep, and by Ctrl+Shift+L at any time.")

    def look(self) -> None:
        """Lock if it is time to. The clock that went back, as when it is set, begins anew."""
        now = self._clock()
        slept, self._looked = now - self._looked > SLEPT_SECONDS, now
        self._used = min(self._used, now)
        minutes = self.minutes
        if slept or (minutes and now - self._used >= minutes * 60):
            self._used = now
            self._lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self._used = self._clock()
        return False

    def _watch(self, window: QWindow | None) -> None:
        # Windows of the system's kind get the input first, and little else: a filter on every widget's events would
        # slow every paint down.
        if window is not None:
            window.installEventFilter(self)  # Qt keeps one, however often
            self._used = self._clock()


class SystemLocks(QObject):
    """Hears from the system that it goes to sleep, and that its screen is locked."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.heard: list[str] = []
        """The interfaces that are listened to."""
        with suppress(ImportError):
            from PySide6.QtDBus import QDBusConnection

            system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
            for bus, service, interface, signal, slot in (
                (system, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep", _ACTIVE),
                (system, "org.freedesktop.login1", "org.freedesktop.login1.Session", "Lock", _LOCK),
                (session, "org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", _ACTIVE),
                (session, "org.gnome.ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", _ACTIVE),
            ):
                if bus.isConnected() and bus.connect(service, "", interface, signal, self, slot):
                    self.heard.append(interface)

    @Slot(bool)
    def on_active(self, begins: bool) -> None:
        """The computer is about to sleep, or its screen saver came on; the same signal tells the end of it."""
        if begins:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """The screen is locked."""
        self.locked.emit()


# What takes a slot's name takes what SLOT gives, a text; its type says otherwise.
_ACTIVE, _LOCK = cast(bytes, SLOT("on_active(bool)")), cast(bytes, SLOT("on_lock()"))
