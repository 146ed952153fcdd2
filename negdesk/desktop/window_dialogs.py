"""The sheets that the window opens over itself; each is loaded when it is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from negdesk.desktop.shell import Place
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import SUFFIX

if TYPE_CHECKING:
    from negdesk.desktop.library_session import LibrarySession
    from negdesk.desktop.main_window import MainWindow


class WindowDialogs:
    """Before a sheet opens what was typed in the page is saved."""

    def __init__(self, window: "MainWindow", settings: QSettings, session: "LibrarySession") -> None:
        self._window, self._settings, self._session = window, settings, session

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The actions that open a sheet, or the folder of what a sheet saved."""
        shell = self._window.shell
        saved = {"open_paper_folder": shell.open_folder} if shell.saved_in is not None else {}
        adrift = {"save_copy": shell.tell_adrift} if shell.tell_adrift is not None else {}
        return {
            **saved,
            **adrift,
            "new_negotiation": lambda: self.new_negotiation(0),
            "new_library": self._new_library,
            "import_file": self.import_file,
            "export_formats": self._export,
            "settings": self._show_settings,
            "encryption": self._show_encryption,
            "backups": self._show_backups,
            "set_aside": self._show_set_aside,
            "go_anywhere": self.search,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }

    def open_for(self, place: Place) -> None:
        """Open the sheet that stands for a place of `SHEETS`."""
        if place.page == "import":
            self.import_file(Path(place.focus) if place.focus else None)
        else:
            self.new_negotiation(place.id)

    def new_negotiation(self, counterpart_id: int) -> None:
        """Ask for a new negotiation's title, with this counterpart where it is not 0."""
        from negdesk.desktop.negotiations.new_negotiation import NewNegotiation

        self._window.flush()
        NewNegotiation(self._window.shell, self._window, counterpart_id).open()

    def search(self) -> None:
        """Open the search line."""
        from negdesk.desktop.search.palette import Palette

        self._window.flush()
        Palette(self._window.shell, self._window.actions_table, self._window).open()

    def _new_library(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder, pattern = self._window.library.parent, f"*{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, t("New library"), str(folder), t("NegDesk libraries ({pattern})", pattern=pattern)
        )
        if not chosen:
            return
        library = Path(chosen if chosen.endswith(SUFFIX) else f"{chosen}{SUFFIX}")
        try:
            self._session.new_library(library)
        except Refusal as refusal:
            self._window.shell.say(refusal.sentence)

    def import_file(self, file: Path | None = None) -> None:
        """Open the sheet that takes in people or a library, with this file where one is named."""
        from negdesk.desktop.exchange.import_sheet import ImportSheet

        self._window.flush()
        ImportSheet(self._window.shell, self._window, self._session.content_of, file).open()

    def _export(self) -> None:
        from negdesk.desktop.exchange.export_formats import ExportFormats

        self._window.flush()
        ExportFormats(self._window.shell, self._window, self._window.library.parent).open()

    def _show_settings(self) -> None:
        from negdesk.desktop.settings_dialog import SettingsDialog

        self._window.flush()
        SettingsDialog(
            self._window.shell,
            self._window,
            theme=str(self._settings.value("theme", "system")),
            set_theme=self._window.set_theme,
            exclusion=self._window.exclusion,
            show_encryption=self._show_encryption,
            show_backups=self._show_backups,
            lock_after=self._session.auto_lock,
        ).open()

    def _show_encryption(self) -> None:
        from negdesk.desktop.encryption.encryption_sheet import EncryptionSheet

        self._window.flush()
        EncryptionSheet(self._window.shell, self._window, self._window.library, self._session).open()

    def _show_backups(self) -> None:
        from negdesk.desktop.backups.backups_sheet import BackupsSheet

        window, session = self._window, self._session
        window.flush()
        BackupsSheet(
            window.shell,
            window,
            lambda: session.backups(window.library),
            window.backup_keeper,
            session,
        ).open()

    def _show_set_aside(self) -> None:
        from negdesk.desktop.backups.set_aside_sheet import SetAsideSheet

        window = self._window
        window.flush()
        place = window.shown_place
        page = (place.page, place.id) if place.page in ("negotiation", "counterpart") else None
        SetAsideSheet(window.shell, window, page).open()

    def _show_shortcuts(self) -> None:
        from negdesk.desktop.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self._window).open()

    def _show_about(self) -> None:
        from negdesk.desktop.about_dialog import AboutDialog

        AboutDialog(self._window, self._window.library).open()
