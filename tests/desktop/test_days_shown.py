"""Days as the window writes them: as Qt writes them in the user's language."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale

from negdesk.desktop.shell import Shell
from negdesk.opening import open_desk
from negdesk.storage.database import IN_MEMORY


@pytest.mark.parametrize("language", ["en_GB", "de_DE", "fr_FR", "pl_PL", "ja_JP", "ar_EG", "fa_IR"])
@pytest.mark.parametrize("year", [2026, 2025])
def test_a_day_is_written_as_qt_does(qapp: object, language: str, year: int, tmp_path: Path) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    desk = open_desk(IN_MEMORY)
    try:
        shell = Shell(desk, lambda: datetime(2026, 11, 27, 10))  # noqa: DTZ001  # local time, as the clock gives it
        pattern = "d MMM" if year == 2026 else "d MMM yyyy"
        for month in range(1, 13):
            day = date(year, month, month)
            assert shell.date_text(day) == QLocale().toString(QDate(year, month, month), pattern)
    finally:
        desk.close()
        QLocale.setDefault(before)
