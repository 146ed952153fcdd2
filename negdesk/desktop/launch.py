"""Starts the desktop: the library, the window; and what waits until the window has painted."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from negdesk.desk import Desk
from negdesk.desktop.after_paint import Collector, after_first_paint
from negdesk.desktop.application import make_application, open_settings
from negdesk.desktop.coming_back import bring_back_sheet
from negdesk.desktop.crash_guard import CrashGuard
from negdesk.desktop.first_place import first_place, last_library
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.one_window import Claims, OpenElsewhere
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import follow_system
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import BACKUP_FOLDER, is_there, log_file, own_library, run_folder, sample_library
from negdesk.opening import KeyNeeded, open_desk
from negdesk.storage import clock

if TYPE_CHECKING:
    from negdesk.backing_up import Backups
    from negdesk.desktop.auto_lock import AutoLock
    from negdesk.desktop.backups.rescue_window import RescueWindow
    from negdesk.desktop.ending import PoliteEnd
    from negdesk.desktop.unlock_window import UnlockWindow
    from negdesk.domain.backup import BackupEntry
    from negdesk.domain.encryption import Chosen
    from negdesk.domain.library_content import LibraryContent
    from negdesk.encrypting import Encryption
    from negdesk.queries.since_backup import SinceSheet


def start(library: Path | None, sample: bool = False, meet: str = "", typed: str = "") -> int:
    """Open the window on `library` and stay until it is closed; returns the exit status.

    An encrypted library is opened with `typed`, its passphrase or recovery code, or as `open_desk` does without. With
    `meet`, the title or number of a negotiation, its meeting is running from the start, the cursor in its line.

    Without a library the one that was open last is opened, or the user's own; where it is not there, the person is
    asked how to begin. Where one that was named is not there, how a new one opens is asked. One that is damaged has its
    backups offered, and a salvage. Raises `Refusal` where a file that was named cannot be opened for another reason.
    """
    application = make_application()
    session = Session(application, open_settings())
    session.hears_signals = os.name != "nt"
    session.guard = CrashGuard(application, log_file(), lambda: session.window)
    application.aboutToQuit.connect(session.guard.end_well)
    named, gone = library is not None, ""
    if library is None:
        library, gone = last_library(session.settings)
    try:
        if sample or is_there(library):
            session.open_or_rescue(library, sample=sample, meet=meet, typed=typed)
        elif not named:
            session.welcome(gone)
        elif meet:
            raise Refusal(t("There is no library at {path}. Name one with --library FILE.", path=library))
        else:
            session.new_library(library)
    except OpenElsewhere:
        return 0
    except Refusal as refusal:
        if named or meet:  # whoever wrote a name has a terminal to read
            raise
        session.welcome(refusal.sentence)  # whoever clicked the program's icon reads it where they can act on it
    return application.exec()


class Session(QObject):
    """One run of the program: the library that is open and its window, one after the other."""

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self.settings = settings
        self._collector = Collector(self)
        self._claims = Claims(self, run_folder(), self._asked)
        application.aboutToQuit.connect(self._claims.release_all)
        self._asking: UnlockWindow | None = None
        self._wanted_meeting = ""
        self.guard: CrashGuard | None = None
        self.hears_signals = False
        self._end: PoliteEnd | None = None
        self.window: MainWindow | None = None
        self.shielded = False
        """Whether the next window has the shield on: as the one before it had, whatever stood between the two."""
        follow_system(application, str(settings.value("theme", "system")))

    @cached_property
    def auto_lock(self) -> "AutoLock":
        """Who locks by itself; first needed after the first paint."""
        from negdesk.desktop.auto_lock import AutoLock

        return AutoLock(self, self.lock, self.settings)

    def welcome(self, trouble: str = "") -> None:
        """Ask how to begin; `trouble` says why the last library did not open."""
        from negdesk.desktop.welcome import WelcomeWindow

        self._welcome = WelcomeWindow()
        self._welcome.own.connect(self._begin_own)
        self._welcome.other.connect(self._begin)
        self._welcome.sample.connect(lambda: self._begin(sample_library(), sample=True))
        self._welcome.refuse(trouble)
        self._welcome.show()

    def rescue(self, library: Path, sentence: str, typed: str = "") -> "RescueWindow | None":
        """Offer the backups of a library that does not open, and a salvage; the window that offers them is returned.

        `sentence` says why it does not open. Where it is open it is closed first, if what was typed can be saved.
        """
        from negdesk.desktop.backups.rescue_window import RescueWindow

        if self.window is not None and self.window.library == library and not self.close_window():
            return None
        self._rescuing = RescueWindow(self, library, sentence, typed, clock.now)
        self._rescuing.show()
        return self._rescuing

    def _begin(self, library: Path, sample: bool = False) -> None:
        try:
            self.open_or_rescue(library, sample=sample)
        except Refusal as refusal:
            self._welcome.refuse(refusal.sentence)
        else:
            self._welcome.close()

    def _begin_own(self) -> None:
        """Ask how a new library opens; one that is there already is opened."""
        library = own_library()
        if is_there(library):
            self._begin(library)
            return
        from negdesk.desktop.encryption.key_changes import begin_library

        self._choosing = begin_library(self, library, self._welcome)

    def new_library(self, library: Path) -> None:
        """Ask how a new library opens, and make and open it. Raises `Refusal` where there is such a file already."""
        if is_there(library):
            raise Refusal(t("{path} is there already. Nothing was changed. Choose another name.", path=library))
        from negdesk.desktop.encryption.key_changes import begin_library

        self._choosing = begin_library(self, library)

    def encryption(self, library: Path) -> "Encryption":
        """The keys of a library."""
        from negdesk.encrypting import Encryption

        return Encryption(library)

    def relock(self, typed: str, chosen: "Chosen") -> None:
        """Have the library that is open opened by what was `chosen` from now on, and by nothing else."""
        from negdesk.desktop.encryption.key_changes import relock

        relock(self, typed, chosen)

    def backups(self, library: Path) -> "Backups":
        """The backups of a library: in the folder that is chosen for them, else in one beside it."""
        from negdesk.backing_up import Backups

        return Backups(library, _backup_folder(library, self.settings))

    def keep_backups_in(self, folder: Path) -> None:
        """Have backups made in this folder from now on."""
        self.settings.setValue(BACKUP_FOLDER, str(folder))

    def bring_back(self, entry: "BackupEntry", code: str) -> None:
        """Have the library that is open hold what a backup holds; it is closed meanwhile and opened again."""
        from negdesk.desktop.backups.bringing_back import bring_back

        bring_back(self, entry, code)

    def content_of(self, backup: Path, code: str) -> "LibraryContent":
        """All that a backup holds, which `code` opens."""
        from negdesk.looking_in import content_of

        return content_of(backup, code)

    def compared(self, backup: Path, code: str) -> "tuple[LibraryContent, SinceSheet]":
        """All that a backup holds, and what of it is gone or says something else now; not in the window's thread."""
        from negdesk.looking_in import compared

        assert self.window is not None
        return compared(backup, code, self.window.shell.desk.access)

    def look_into(self, backup: Path, code: str, when: str) -> None:
        """Show a backup, which `code` opens, in a window of its own in which nothing can be changed."""
        from negdesk.desktop.backups.looking_window import look_into
        from negdesk.looking_in import open_to_look

        self._looking = look_into(self, *open_to_look(backup, code), backup, when)

    def _look_after(self, window: MainWindow) -> None:
        from negdesk.desktop.backups.adrift_sheet import AdriftWatch
        from negdesk.desktop.backups.soundness import look_after
        from negdesk.desktop.place_warning import speak_of_troubles

        if not window.shell.desk.read_only and not window.shell.desk.closed:
            AdriftWatch(window, self)
        if window.library != sample_library() and not window.shell.desk.read_only and not window.shell.desk.closed:
            look_after(window, lambda: self.backups(window.library))
        speak_of_troubles(window, self.settings)

    def reopen(self, library: Path, place: Place, typed: str, locked: bool = False) -> "UnlockWindow | None":
        """Open a library at a place; where its key is not at hand, or it is `locked`, that is asked for first."""

        def come_back(words: str) -> None:
            self.open(library, typed=words).go(place)

        if not locked:
            with suppress(KeyNeeded):
                come_back(typed)
                return None
        return self._ask(library, come_back, locked)

    def open(self, library: Path, sample: bool = False, meet: str = "", typed: str = "") -> MainWindow:
        """Open a library in a new window and close the one before it. Raises `Refusal`; then nothing is closed.

        Raises `OpenElsewhere` where another process has it open, which is then in front.
        """
        before = self.window
        if before is not None:
            self.shielded = before.shell.shield_on
        if before is not None and not before.shell.desk.closed and not before.may_be_left():
            raise Refusal(before.shell.desk.trouble)
        newly = self._claims.take(library, meet)
        try:
            if sample and not library.exists():
                from negdesk.opening import make_sample

                make_sample(library)
            desk = open_desk(library, typed, _backup_folder(library, self.settings))
            try:
                place = first_place(desk, meet)
                self.window = self._show(desk, library, place, meet)
            except BaseException:  # there is no such meeting, or the first screen asks for a damaged page
                desk.close()
                raise
        except KeyNeeded:
            raise  # it is asked for in a window of ours
        except BaseException:
            if newly:
                self._claims.release(library)
            raise
        if meet:  # once the window is there, as if its button had been pressed
            self.window.go(Place("negotiation", place.id, "meet", "start"))
        self.window.shell.set_shield(self.shielded)
        if before is not None:
            before.close()
            before.deleteLater()  # what it shows of the other library goes with it
        self._claims.keep_only(library)
        self._collector.begin_anew()
        if not sample and library != sample_library():
            self.settings.setValue("last_library", str(library))
        return self.window

    def open_or_ask(
        self, library: Path, sample: bool = False, meet: str = "", typed: str = ""
    ) -> "UnlockWindow | None":
        """As `open`; an encrypted library whose key is not at hand asks for it, in the window that is returned."""
        try:
            self.open(library, sample=sample, meet=meet, typed=typed)
        except KeyNeeded:
            return self._ask(library, lambda words: self.open(library, meet=meet, typed=words))
        return None

    def open_or_rescue(self, library: Path, sample: bool = False, meet: str = "", typed: str = "") -> None:
        """As `open_or_ask`; one that is damaged has its backups offered, but not where its meeting is wanted."""
        try:
            self.open_or_ask(library, sample, meet, typed)
        except Refusal as refusal:
            if refusal.offers != "restore" or meet:
                raise
            self.rescue(library, refusal.sentence, typed)

    def lock(self) -> None:
        """Close an encrypted library with all that is shown of it, and ask for its passphrase to come back.

        What was typed is saved first; where that is refused nothing is closed. The key store is not asked: whoever
        locks wants the passphrase asked for.
        """
        window = self.window
        if window is None or window.shell.desk.closed or not window.shell.desk.encrypted:
            return
        from negdesk.desktop.forgetting import forget_what_was_shown
        from negdesk.wiping import wipe_as_it_is_freed

        if window.shell.desk.adrift:  # all of it would go with the connection
            from negdesk.desktop.backups.adrift_sheet import saved_elsewhere

            if saved_elsewhere(self):
                self.lock()
            return
        wipe_as_it_is_freed(True)
        asking = self.reopen(window.library, window.shown_place, "", locked=True)
        if self.close_window():
            forget_what_was_shown()
            return
        wipe_as_it_is_freed(False)
        if asking is not None:
            asking.close()

    def close_window(self) -> bool:
        """Close the library with all that is shown of it; whether it was: what cannot be saved keeps it open."""
        window = self.window
        if window is None:
            return True
        from negdesk.desktop.forgetting import close_what_belongs_to
        from negdesk.desktop.screen import settle
        from negdesk.desktop.unsaved import unsaved_texts

        window.flush()
        settle(window)  # the sheets over it as well
        if window.shell.desk.trouble and unsaved_texts(window):
            return False
        close_what_belongs_to(window)
        self.shielded = window.shell.shield_on
        self.window = None
        window.setEnabled(False)  # so that no field of it takes the cursor any more and asks the closed library
        window.close()
        window.deleteLater()
        return True

    def _ask(self, library: Path, open_with: Callable[[str], object], locked: bool = False) -> "UnlockWindow":
        from negdesk.desktop.unlock_window import UnlockWindow

        def open_and_meet(words: str) -> None:
            open_with(words)
            meet, self._wanted_meeting = self._wanted_meeting, ""
            if meet:
                self._asked(library, meet)

        by_store = self.encryption(library).opens_by_store_alone()
        self._asking = UnlockWindow(  # held here: nobody else holds it
            library, open_and_meet, lambda sentence, words: self.rescue(library, sentence, words), locked, by_store
        )
        self._asking.show()
        self._asking.activateWindow()
        QTimer.singleShot(0, self, self._claims.listen)
        return self._asking

    def _hear_signals(self) -> None:
        if self.hears_signals and self._end is None:
            from negdesk.desktop.ending import PoliteEnd

            self._end = PoliteEnd(self, QApplication.closeAllWindows)

    def _on_closed(self, window: MainWindow) -> None:
        if self.window is window:  # where it is locked or its key is changed, it comes back
            self._claims.release(window.library)

    def _asked(self, library: Path, meet: str) -> None:
        """A second start wanted this library: come to the front, and into the meeting it named."""
        from negdesk.desktop.second_start import answer_second_start

        self._wanted_meeting = answer_second_start(self.window, self._asking, meet)

    def renew_sample(self) -> None:
        """Make the sample anew and open it."""
        from negdesk.opening import make_sample

        if self.window is not None:
            self.window.close()
        make_sample(sample_library())
        self.open(sample_library(), sample=True)

    def _show(self, desk: Desk, library: Path, place: Place, meet: str) -> MainWindow:
        shell = Shell(desk, clock.now)
        window = MainWindow(shell, self.settings, library, session=self, place=place)
        shell.setParent(window)
        window.first_painted.connect(lambda: after_first_paint(window, desk))
        window.afterwards += [
            self._claims.listen,
            lambda: self.auto_lock.hear_system(),
            self._hear_signals,
            lambda: None if meet else bring_back_sheet(window),
            lambda: self._look_after(window),
            *([] if self.guard is None else [self.guard.watch_ends]),
        ]
        window.closed.connect(lambda: self._on_closed(window))
        if place.step == "meet" and not meet and not desk.missing:
            window.first_painted.connect(lambda: shell.say(t("The meeting goes on. All that was written is here.")))
        window.show()
        return window


def _backup_folder(library: Path, settings: QSettings) -> Path:
    return Path(str(settings.value(BACKUP_FOLDER) or library.with_name("backups")))
