"""A sheet is as high as what stands in it: nothing of it is cut off, and there are no gaps between its words."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.about_dialog import AboutDialog
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from tests.desktop.showing import run_of_the_program

LOWEST = 560
"""What a screen of 600 pixels leaves a window between the system's bar and its title."""


def test_settings_cut_nothing_off_and_about_has_no_gaps(
    library: Path, tmp_path: Path, qtbot: QtBot, cheap_keys: None
) -> None:
    Encryption(library).make(Chosen("harbour lantern oats"))
    with run_of_the_program(tmp_path) as session:
        window = session.open(library, typed="harbour lantern oats")
        sheets: list[tuple[str, type[QWidget]]] = [("settings", SettingsDialog), ("about", AboutDialog)]
        for name, kind in sheets:
            window.actions_table.run(name)
            sheet = window.findChild(kind)
            assert isinstance(sheet, QWidget)
            qtbot.waitUntil(sheet.isVisible)
            cut = [
                (each.accessibleName(), each.height(), each.minimumSizeHint().height())
                for each in sheet.findChildren(QWidget)
                if each.isVisible() and each.height() < each.minimumSizeHint().height()
            ]
            assert cut == []
            whole = sheet.layout()
            assert whole is not None
            assert sheet.height() == whole.totalHeightForWidth(sheet.width())
            assert sheet.height() <= LOWEST, f"{name} is cut off on a small screen"
            sheet.close()
