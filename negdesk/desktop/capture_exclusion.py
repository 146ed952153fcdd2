"""Asks the system to leave our windows out of screen recordings and shared screens, where it can.

This comes on top of masking, which is the real defence: no system promises that every recorder heeds it.
"""

import sys
from ctypes import CDLL, addressof, c_bool, c_char_p, c_uint32, c_uint64, c_void_p, util
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t

_NONE, _MONITOR, _EXCLUDE = 0x00, 0x01, 0x11
"""Windows' display affinities: as any window; black in recordings (all that Windows knew before 2004); left out."""

_SHARING_NONE, _SHARING_READ_ONLY = 0, 1
"""macOS' `NSWindowSharingType`."""


class SystemCall(Protocol):
    """What a system offers to leave a window out of recordings."""

    able: bool
    """Whether the system can at all."""

    def exclude(self, window_id: int, on: bool) -> bool:
        """Leave this window out of recordings, or have it in them again; whether the system now does so."""


class WindowsCall:
    """`SetWindowDisplayAffinity`, its result read back by `GetWindowDisplayAffinity`."""

    able = True

    def __init__(self, user32: Any) -> None:
        self._set = user32.SetWindowDisplayAffinity
        self._set.argtypes, self._set.restype = [c_void_p, c_uint32], c_bool
        self._get = user32.GetWindowDisplayAffinity
        self._get.argtypes, self._get.restype = [c_void_p, c_void_p], c_bool

    def exclude(self, window_id: int, on: bool) -> bool:
        return any(self._has(window_id, wish) for wish in ((_EXCLUDE, _MONITOR) if on else (_NONE,)))

    def _has(self, window_id: int, wish: int) -> bool:
        held = c_uint32(0xFF)
        if not self._set(window_id, wish):
            return False
        return bool(self._get(window_id, addressof(held))) and held.value == wish


class MacCall:
    """`NSWindow.sharingType` through the Objective-C runtime. Recorders of macOS 15 and newer may not heed it."""

    able = True

    def __init__(self, objc: Any) -> None:
        objc.sel_registerName.argtypes, objc.sel_registerName.restype = [c_char_p], c_void_p
        self._objc = objc

    def exclude(self, window_id: int, on: bool) -> bool:
        # Qt's window number is the NSView; the window is asked of it anew each time.
        window = self._send(window_id, b"window", c_void_p)
        if not window:
            return False
        wish = _SHARING_NONE if on else _SHARING_READ_ONLY
        self._send(window, b"setSharingType:", None, wish)
        return bool(self._send(window, b"sharingType", c_uint64) == wish)

    def _send(self, receiver: int, selector: bytes, result: Any, *words: int) -> Any:
        send = self._objc.objc_msgSend
        send.restype = result
        send.argtypes = [c_void_p, c_void_p, *[c_uint64 for _ in words]]
        return send(receiver, self._objc.sel_registerName(selector), *words)


class NoCall:
    """A system that cannot."""

    able = False

    def exclude(self, window_id: int, on: bool) -> bool:  # the shape of every call
        return False


def system_call() -> SystemCall:
    """What this system offers."""
    if sys.platform == "win32":
        from ctypes import windll

        return WindowsCall(windll.user32)
    found = util.find_library("objc") if sys.platform == "darwin" else None
    return MacCall(CDLL(found)) if found else NoCall()


class CaptureExclusion(QObject):
    """Has every window of the program left out of recordings while the shield is on, or `always`.

    A window gets another number when the system makes it anew, so each is asked for again whenever it is shown.
    """

    def __init__(self, shell: Shell, call: SystemCall, always: bool = False) -> None:
        super().__init__(shell)
        self._shell, self._call = shell, call
        self._always = always
        self._on = False
        self._refused = False
        shell.shield_set.connect(lambda _on: self._decide())
        self._decide()

    @property
    def always(self) -> bool:
        """Whether windows are left out of recordings without the shield, too."""
        return self._always

    def set_always(self, on: bool) -> None:
        """Leave the windows out of recordings at all times, or while the shield is on."""
        self._always = on
        self._decide()

    @property
    def able(self) -> bool:
        """Whether this system can leave a window out of recordings."""
        return self._call.able

    def sentence(self) -> str:
        """The truth about it, for the settings."""
        if not self._call.able:
            return t(
                "This system cannot keep a window out of screen recordings; the shield hides the values themselves."
            )
        if self._refused:
            return t("The system was asked to keep the window out of screen recordings and refused. "
                     "The shield hides the values themselves.")  # fmt: skip
        return t("The system is asked to keep the window out of screen recordings. Not every recorder heeds that; "
                 "the shield hides the values themselves.")  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange) and isinstance(watched, QWidget):
            self._ask(watched)
        return False

    def _decide(self) -> None:
        on = self._call.able and (self._always or self._shell.shield_on)
        if on == self._on:
            return
        self._on = on
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        if on:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)
        for window in application.topLevelWidgets():
            self._ask(window)

    def _ask(self, widget: QWidget) -> None:
        # Only a window that the system has made: to ask for the number of another one would make it.
        if widget.isWindow() and widget.windowHandle() is not None and widget.internalWinId():
            taken = self._call.exclude(widget.internalWinId(), self._on)
            if self._on:
                self._refused = not taken
