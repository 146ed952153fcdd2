"""The system is asked to leave windows out of recordings when it should be, and again for each new window number."""

from collections.abc import Iterator
from ctypes import c_uint32
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.capture_exclusion import CaptureExclusion, NoCall, WindowsCall, system_call
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.desktop.shell import Shell
from negdesk.storage.clock import now


class Recorded:
    """A system that can, and remembers what it was asked."""

    able = True

    def __init__(self, takes: bool = True) -> None:
        self.takes = takes
        self.asked: list[tuple[int, bool]] = []

    def exclude(self, window_id: int, on: bool) -> bool:
        self.asked.append((window_id, on))
        return self.takes


@pytest.fixture
def shell(desk: Desk) -> Iterator[Shell]:
    shell = Shell(desk, now)
    yield shell
    shell.set_shield(False)


@pytest.fixture
def window(qtbot: QtBot) -> QLabel:
    """The only window that there is: hidden ones of other tests may not have been deleted yet."""
    for left in QApplication.topLevelWidgets():
        left.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window = QLabel("A window")
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_shield_asks_for_it_and_gives_it_back(shell: Shell, window: QLabel) -> None:
    call = Recorded()
    CaptureExclusion(shell, call)
    assert call.asked == []
    shell.set_shield(True)
    shell.set_peeking(True)
    shell.set_peeking(False)
    assert call.asked == [(window.winId(), True)], "a peek is no reason to be recorded"
    shell.set_shield(False)
    assert call.asked[1:] == [(window.winId(), False)]


def test_a_window_is_asked_for_whenever_it_is_shown(qtbot: QtBot, shell: Shell, window: QLabel) -> None:
    call = Recorded()
    CaptureExclusion(shell, call)
    shell.set_shield(True)
    window.hide()
    window.show()
    assert call.asked == [(window.winId(), True)] * 2
    later = QLabel("A dialog")
    qtbot.addWidget(later)
    later.show()
    assert call.asked[-1] == (later.winId(), True)
    before = later.winId()
    later.destroy()
    later.create()
    later.show()
    assert call.asked[-1] == (later.winId(), True)
    assert before in [number for number, _ in call.asked]
    shell.set_shield(False)
    count = len(call.asked)
    window.hide()
    window.show()
    assert len(call.asked) == count, "nothing is asked without the shield"


def test_always_means_without_the_shield_too(shell: Shell, window: QLabel) -> None:
    call = Recorded()
    exclusion = CaptureExclusion(shell, call, always=True)
    assert call.asked == [(window.winId(), True)]
    shell.set_shield(True)
    shell.set_shield(False)
    assert call.asked == [(window.winId(), True)]
    exclusion.set_always(False)
    assert call.asked[1:] == [(window.winId(), False)]


def test_the_settings_tell_the_truth(qtbot: QtBot, shell: Shell, window: QLabel) -> None:
    def said(exclusion: CaptureExclusion) -> str:
        dialog = SettingsDialog(shell, window, "light", lambda _name: None, exclusion)
        qtbot.addWidget(dialog)
        assert hasattr(dialog, "recordings") == exclusion.able
        return "\n".join(label.text() for label in dialog.findChildren(QLabel))

    assert "This system cannot" in said(CaptureExclusion(shell, NoCall()))
    assert "is asked to keep" in said(CaptureExclusion(shell, Recorded()))
    refusing = CaptureExclusion(shell, Recorded(takes=False))
    shell.set_shield(True)
    assert "refused" in said(refusing)


def test_the_choice_in_the_settings_is_heeded(qtbot: QtBot, shell: Shell, window: QLabel) -> None:
    call = Recorded()
    exclusion = CaptureExclusion(shell, call)
    dialog = SettingsDialog(shell, window, "light", lambda _name: None, exclusion)
    qtbot.addWidget(dialog)
    choice = dialog.recordings.edit
    choice.setCurrentIndex(choice.findData("always"))
    choice.activated.emit(choice.currentIndex())
    assert exclusion.always and call.asked


def test_this_system_says_what_it_can(library: Path) -> None:
    call = system_call()
    assert call.able == (type(call) is not NoCall)


class User32:
    """The two functions of Windows, of the version of a test."""

    class _Function:
        def __init__(self, call: object) -> None:
            self.call = call
            self.argtypes: list[object] = []
            self.restype: object = None

        def __call__(self, *words: int) -> object:
            return self.call(*words)  # type: ignore[operator]  # a function of the test's own

    def __init__(self, knows: set[int], lies: bool = False) -> None:
        self.affinity: dict[int, int] = {}

        def put(window: int, wish: int) -> bool:
            if wish not in knows:
                return False
            self.affinity[window] = 0 if lies else wish
            return True

        def read(window: int, address: int) -> bool:
            c_uint32.from_address(address).value = self.affinity[window]
            return True

        self.SetWindowDisplayAffinity = self._Function(put)
        self.GetWindowDisplayAffinity = self._Function(read)


def test_windows_is_asked_to_leave_it_out_and_an_old_one_to_blacken_it() -> None:
    new, old, lying = User32({0, 1, 0x11}), User32({0, 1}), User32({0, 1, 0x11}, lies=True)
    assert WindowsCall(new).exclude(7, True) and new.affinity == {7: 0x11}
    assert WindowsCall(new).exclude(7, False) and new.affinity == {7: 0}
    assert WindowsCall(old).exclude(7, True) and old.affinity == {7: 1}
    assert not WindowsCall(lying).exclude(7, True), "what it says is read back"
