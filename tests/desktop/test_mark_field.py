"""Our mark is chosen from a file, kept inside the library, and taken away again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.mark_field import MarkField
from negdesk.desktop.shell import Shell
from negdesk.domain.side_mark import WIDEST
from negdesk.queries.setting import settings_sheet
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen


@pytest.fixture
def field(qtbot: QtBot, desk: Desk) -> MarkField:
    field = MarkField(Shell(desk, now), b"")
    show_screen(qtbot, field, 500, 120)
    return field


def picture(path: Path, width: int = 2000, height: int = 500) -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.setText("Author", "CANARY")
    assert image.save(str(path))
    return str(path)


@pytest.mark.parametrize("name", ["mark.png", "mark.jpg"])
def test_a_picture_is_kept_small_and_without_what_the_file_says(
    field: MarkField, desk: Desk, tmp_path: Path, name: str
) -> None:
    field.take(picture(tmp_path / name))
    kept = desk.ask(settings_sheet).our_mark
    assert kept.startswith(b"\x89PNG") and b"CANARY" not in kept
    assert QImage.fromData(kept).width() == WIDEST
    field.remove_button.setFocus()
    QTest.keyClick(field.remove_button, Qt.Key.Key_Return)
    assert desk.ask(settings_sheet).our_mark == b"" and not field.remove_button.isVisible()
    desk.undo()
    assert desk.ask(settings_sheet).our_mark == kept


def test_what_is_no_picture_is_said_and_changes_nothing(field: MarkField, desk: Desk, tmp_path: Path) -> None:
    field.take(picture(tmp_path / "good.png", 40, 20))
    kept = desk.ask(settings_sheet).our_mark
    (tmp_path / "drawn.png").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>')
    (tmp_path / "cut.png").write_bytes((tmp_path / "good.png").read_bytes()[:60])
    for name in ("drawn.png", "cut.png", "nowhere.png"):
        field.take(str(tmp_path / name))
        assert "PNG or JPEG" in field.choose_button.accessibleDescription()
        assert desk.ask(settings_sheet).our_mark == kept
