"""Garbage is collected in the window's thread, and soon without looking at everything that was loaded."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from negdesk.desktop.after_paint import Collector


class Ring:
    """Something that only the collector can take away."""

    alive = 0

    def __init__(self) -> None:
        Ring.alive += 1
        self.me = self

    def __del__(self) -> None:
        Ring.alive -= 1


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    parent = QObject()
    yield Collector(parent)
    gc.unfreeze()
    gc.enable()


def test_garbage_goes_before_and_after_what_was_loaded_is_left_alone(collector: Collector) -> None:
    gc.collect()
    for turn in range(40):
        if turn in (2, 8):
            Ring()
            assert Ring.alive == 1
        collector._collect()
        if turn in (2, 8):
            assert Ring.alive == 0
    assert gc.get_freeze_count() > 0


def test_another_window_has_everything_looked_at_again(collector: Collector) -> None:
    Ring()
    for _ in range(4):
        gc.freeze()
        collector._collect()
    assert Ring.alive == 1
    collector.begin_anew()
    gc.collect()
    assert Ring.alive == 0
