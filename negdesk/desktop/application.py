"""The Qt application with our name, and what belongs to this computer."""

import sys
from contextlib import suppress
from functools import cache

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication

from negdesk.desktop.theme import load_fonts
from negdesk.library_files import settings_file
from negdesk.resource_files import resources_folder


def make_application() -> QApplication:
    """The Qt application with our name, fonts and theme."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # The style is asked for here, not set later: what `setStyle` returns would cost several milliseconds of the
        # start, for PySide6 then makes all the enumerations of QStyle.
        application = QApplication([*sys.argv[:1], "-style", "fusion"])
        application.setProperty("style_set", True)
    application.setApplicationName("negdesk")
    application.setApplicationDisplayName("NegDesk")
    application.setDesktopFileName("negdesk")
    if not QLocale().name().startswith(("en", "C")):
        _translate_qt(application)
    load_fonts()
    return application


@cache
def show_icon() -> None:
    """Give our windows their picture; the main window has it once it is there, which takes Qt's readers of pictures."""
    from PySide6.QtGui import QIcon

    QApplication.setWindowIcon(QIcon(str(resources_folder() / "icons" / "negdesk-64.png")))


def _translate_qt(application: QApplication) -> None:
    """Have Qt's own words, such as those of its file dialogs, in the user's language."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(application)
    if translator.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def open_settings() -> QSettings:
    """What belongs to this computer: window places, theme, the last library. Holds nothing private."""
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):
        path.touch(mode=0o600)  # Qt keeps the mode that a file has
    return QSettings(str(path), QSettings.Format.IniFormat)
