"""The filter of long lists: what it reads, and when."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.shell import Shell
from negdesk.desktop.word_filter import WordFilter
from negdesk.storage.clock import now


def test_a_letter_after_the_library_was_closed_finds_none_of_what_was_not_read(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    parts = 0

    def texts(ids: Sequence[int]) -> list[str]:
        asked.extend(ids)
        return ["oat"] * len(ids)

    owner = QObject()
    found = WordFilter(Shell(desk, now, owner), owner, texts)
    read_some = found._read_some

    def read_part() -> None:
        nonlocal parts
        parts += 1
        assert parts < 10, "it would go on for ever"
        read_some()

    monkeypatch.setattr(found, "_read_some", read_part)
    found.look_through((1, 2, 3))
    desk.close()
    assert found.matching("oat") == ()
    assert asked == [], "nothing is asked of a closed library"
