"""The folder for backups that was chosen in the window, as the command line reads it of Qt's settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from negdesk.library_files import BACKUP_FOLDER, backup_folder, settings_file

FOLDERS = ("/media/stick/backups", "/home/zoë/Büro 文件/of mine", 'odd/"x", a=b; c\\d\te', "C:\\Users\\Ana\\new")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "negdesk.library_files.platformdirs.user_config_dir", lambda *_a, **_k: str(tmp_path / "config")
    )


def test_without_settings_it_is_beside_the_library(tmp_path: Path) -> None:
    assert backup_folder(tmp_path / "library.negdesk") == tmp_path / "backups"


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_is_the_one_that_the_window_keeps(folder: str, tmp_path: Path) -> None:
    settings_file().parent.mkdir()
    settings = QSettings(str(settings_file()), QSettings.Format.IniFormat)
    settings.setValue("another", "x")
    settings.setValue(BACKUP_FOLDER, folder)
    settings.setValue("window/geometry", "y")
    settings.sync()
    assert backup_folder(tmp_path / "library.negdesk") == Path(folder)
