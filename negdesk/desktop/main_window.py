"""The window: sidebar, the page that is shown, and the actions that belong to no page."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QPoint, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from negdesk.desk import Change
from negdesk.desktop.places import MAKERS, SECTION, SHEETS
from negdesk.desktop.screen import Handlers, Screen, put_aside, settle
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.sidebar_view import SidebarView
from negdesk.desktop.text_keys import TextKeys, undo_in_text
from negdesk.desktop.theme import follow_system
from negdesk.desktop.window_actions import WindowActions
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import SUFFIX, sample_library
from negdesk.queries.sidebar import sidebar_sheet

if TYPE_CHECKING:
    from negdesk.desktop.backups.backup_keeper import BackupKeeper
    from negdesk.desktop.capture_exclusion import CaptureExclusion
    from negdesk.desktop.controls.toast import Toast
    from negdesk.desktop.library_session import LibrarySession
    from negdesk.desktop.reminders import Reminders
    from negdesk.desktop.unsaved import Leaving
    from negdesk.desktop.window_dialogs import WindowDialogs

TODAY = Place("today")

_DAY_LOOKED_AT_MS = 5_000
"""So long at most, after midnight or after sleep, the day before is shown."""


class MainWindow(QMainWindow):
    """One library's window."""

    first_painted = Signal()
    closed = Signal()
    """The window is gone and its library let go of."""
    geometry_key = "window/geometry"
    """Under which name the settings keep where the window was."""

    def __init__(
        self, shell: Shell, settings: QSettings, library: Path, session: "LibrarySession", place: Place = TODAY
    ) -> None:
        super().__init__()
        self.shell = shell
        self._settings = settings
        self._library = library
        self._session = session
        self._screens: dict[str, Screen] = {}
        self._place = place
        self._history: list[Place] = []
        self._painted = False
        self.backup_keeper: BackupKeeper | None = None
        self.afterwards: list[Callable[[], object]] = []
        """What is to be loaded and done after the first paint, besides the screens; a turn of the event loop each."""
        self._build()
        shell.went.connect(self.go)
        shell.said.connect(
            lambda sentence, undo: self._toast.say(sentence, t("Undo") if undo else "", self.undo if undo else None)
        )
        shell.said_with.connect(lambda sentence, button, do: self._toast.say(sentence, button, do))
        shell.changed.connect(self._on_change)
        shell.shield_changed.connect(self._on_shield)
        shell.trouble_changed.connect(
            lambda _trouble: self._sidebar.set_state(shell.saved_text(), bool(shell.desk.trouble))
        )
        self._frame_timer = QTimer(self, interval=0, singleShot=True)
        self._frame_timer.timeout.connect(self._refresh_frame)
        self._day_timer = QTimer(self, interval=_DAY_LOOKED_AT_MS)
        self._day_timer.timeout.connect(self._on_tick)
        self._shown_day = shell.today()
        self._restore_geometry()
        if self._settings.value("paper") == "Letter":
            shell.page_size = "Letter"
        shell.shield_set.connect(lambda _on: self.exclusion)
        if self._settings.value("recordings") == "always":
            _ = self.exclusion
        self._show(self._place)
        self._day_timer.start()  # last: where the first page cannot be shown there is no window

    # Building

    def _build(self) -> None:
        self.setMinimumSize(760, 520)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._sidebar = SidebarView(self.shell)
        self._sidebar.search_asked.connect(lambda: self._dialogs.search())
        self._sidebar.menu_asked.connect(self._show_menu)
        self._stack = QStackedWidget()
        row.addWidget(self._sidebar)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._text_keys = TextKeys(self, lambda event: self.actions_table.claims(event))

    @cached_property
    def _shows_sample(self) -> bool:
        """Whether this is the sample library; found out once, for who does what is asked with every key."""
        return self._library == sample_library()

    @cached_property
    def actions_table(self) -> WindowActions:
        """The actions with their keys: made right after the first paint, or when asked for sooner."""
        return WindowActions(self, self.handlers)

    @cached_property
    def _toast(self) -> "Toast":
        from negdesk.desktop.controls.toast import Toast

        return Toast(self, self._stack)

    @cached_property
    def _dialogs(self) -> "WindowDialogs":
        from negdesk.desktop.window_dialogs import WindowDialogs

        return WindowDialogs(self, self._settings, self._session)

    @cached_property
    def _leaving(self) -> "Leaving":
        from negdesk.desktop.unsaved import Leaving

        return Leaving(self.shell, self)

    @cached_property
    def exclusion(self) -> "CaptureExclusion":
        """Who asks the system to leave the windows out of recordings; first needed when the shield comes on."""
        from negdesk.desktop.capture_exclusion import CaptureExclusion, system_call

        return CaptureExclusion(self.shell, system_call(), always=self._settings.value("recordings") == "always")

    @cached_property
    def reminders(self) -> "Reminders":
        """Who reminds of promises on their day; asked every few seconds, so also after midnight and after sleep."""
        from negdesk.desktop.reminders import Reminders, SystemNotices

        return Reminders(self.shell, self._settings, self, SystemNotices(self))

    def keep_backups(self, keeper: "BackupKeeper") -> None:
        """Have `keeper` make backups as long as the window is there, and the sidebar say how that goes."""
        self.backup_keeper = keeper
        self.shell.back_up_before = keeper.make_now
        keeper.said.connect(self._sidebar.set_backup)
        self.closed.connect(keeper.end)
        keeper.tell()

    def screens_to_load(self) -> list[Callable[[], object]]:
        """What loads each screen's module that is not loaded yet, and what else waits for the first paint."""
        return [*MAKERS.values(), *self.afterwards]

    def _restore_geometry(self) -> None:
        kept = self._settings.value(self.geometry_key)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            self.resize(QSize(1280, 860).boundedTo(self.screen().availableSize()))

    # Going places

    def go(self, place: Place) -> None:
        """Show a place; the text of the page that is left is saved first."""
        if place.page in SHEETS:
            self._dialogs.open_for(place)
        elif self._settled(lambda: self.go(place)):
            if place != self._place:
                self._history.append(self._place)
            self._show(place)

    def back(self) -> None:
        """Show the place before this one."""
        if self._history and self._settled(self.back):
            self._show(self._history.pop())

    def may_be_left(self) -> bool:
        """Whether the window may close: all is saved, or the person says that what is not may go."""
        self.flush()
        settle(self)  # the sheets over it as well
        return not self.shell.desk.trouble or self._leaving.window()

    def _settled(self, then: Callable[[], object]) -> bool:
        """Save every text that has not settled; where one cannot be saved stay with it, or give it up and do `then`."""
        self.flush()
        left = not self.shell.desk.trouble or self._leaving.page(self.current(), then)
        if left:
            put_aside(self.current())
        return left

    @property
    def shown_place(self) -> Place:
        """The place that is shown."""
        return self._place

    @property
    def library(self) -> Path:
        """The library's file."""
        return self._library

    def current(self) -> Screen:
        """The screen that is shown."""
        return self._screens[self._place.page]

    def flush(self) -> None:
        """Save every text that has not settled, in this window and in those that stand in its place."""
        self.shell.settling.emit()
        if self._place.page in self._screens:
            self.current().flush()

    def _show(self, place: Place) -> None:
        self._place = place
        screen = self._screens.get(place.page)
        if screen is None:
            screen = MAKERS[place.page]()(self.shell)
            self._screens[place.page] = screen
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        screen.show_place(place)
        screen.take_up_typed()
        self._refresh_frame()

    def _refresh_frame(self) -> None:
        self._frame_timer.stop()
        sheet = self.shell.ask(sidebar_sheet, self.shell.today())
        self._sidebar.show_sheet(sheet, SECTION.get(self._place.page, self._place.page), self._place)
        self._sidebar.set_state(self.shell.saved_text(), bool(self.shell.desk.trouble))
        name = t("Sample library") if sheet.sample else self._library.stem
        self.setWindowTitle("NegDesk" if self.shell.shield_on else self.window_title(name))

    def window_title(self, name: str) -> str:
        """The title for a library of this name, while the shield is down."""
        return f"{name} – NegDesk"

    def _on_shield(self, masked: bool) -> None:
        from negdesk.desktop.controls.veil import veil_window

        veil_window(self, masked)
        self._refresh_frame()
        if masked and "_toast" in self.__dict__:
            self._toast.hush()

    def _on_change(self, change: Change) -> None:
        if "_toast" in self.__dict__:
            self._toast.withdraw(self.undo)
        if change.touches("negotiation", "counterpart", "promise", "meeting", "log_entry", "template", "setting"):
            # After the page has painted what changed: counting everything must not hold up a key's answer.
            self._frame_timer.start()

    def _on_coming_back(self, _state: object) -> None:
        if self._day_timer.isActive():
            self._on_tick()

    def _on_tick(self) -> None:
        today = self.shell.today()
        if today != self._shown_day:
            self._shown_day = today
            self._refresh_frame()
            self.current().refresh(None)
        self.reminders.look()

    # Actions of the window

    def handlers(self) -> Handlers:
        """Who does what at this moment: the shown screen first, then the window."""
        mine = {**self._always, **self._dialogs.handlers()}
        if self._history:
            mine["go_back"] = self.back
        if self._shows_sample:
            mine["renew_sample"] = self._session.renew_sample
        else:
            mine["open_sample"] = lambda: self._open(sample_library(), sample=True)
        if self.shell.desk.encrypted:
            mine["lock"] = self._session.lock
        return {**mine, **self.current().handlers()}

    @cached_property
    def _always(self) -> dict[str, Callable[[], object]]:
        """What the window does at any moment; made once, since it is asked with every key that is a shortcut."""
        return {
            "new_counterpart": lambda: self.go(Place("counterparts", focus="new")),
            "open_library": self._open_library,
            "quit": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "shield": self.shell.toggle_shield,
            "peek": self._peek,
            "theme_light": lambda: self.set_theme("light"),
            "theme_dark": lambda: self.set_theme("dark"),
            "theme_system": lambda: self.set_theme("system"),
            "menu": lambda: self._show_menu(self._sidebar.menu_button),
            **{
                f"go_{page}": partial(self.go, Place(page))
                for page in ("today", "negotiations", "counterparts", "promises", "templates", "bin")
            },
        }

    def undo(self) -> None:
        """Undo in the text that has the cursor, if it can; else take the last step back."""
        if undo_in_text(redo=False):
            return
        self.flush()
        if self.shell.desk.undo() is None:
            self.shell.say(t("There is nothing to undo."))

    def redo(self) -> None:
        """Redo in the text that has the cursor, if it can; else do again what was taken back last."""
        if undo_in_text(redo=True):
            return
        if self.shell.desk.redo() is None:
            self.shell.say(t("There is nothing to redo."))

    def set_theme(self, name: str) -> None:
        """Light, dark, or as the system; kept for the next start."""
        self._settings.setValue("theme", name)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            follow_system(application, name)

    def _open_library(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(
            self, t("Open library"), str(self._library.parent), t("NegDesk libraries ({pattern})", pattern=f"*{SUFFIX}")
        )
        if chosen:
            self._open(Path(chosen))

    def _open(self, library: Path, sample: bool = False) -> None:
        self.flush()
        try:
            self._session.open_or_ask(library, sample=sample)
        except Refusal as refusal:
            self.refuse(refusal, library)

    def refuse(self, refusal: Refusal, library: Path | None = None) -> None:
        """Say why something could not be done; where a library is damaged, this one or another, with what can be."""
        if refusal.offers == "restore":
            rescue = partial(self._session.rescue, library or self._library, refusal.sentence)
            self.shell.say_with(refusal.sentence, t("Backups…"), rescue)
        else:
            self.shell.say(refusal.sentence)

    def _peek(self) -> None:
        from negdesk.desktop.peek import peek_by_keys

        peek_by_keys(self.shell)

    def _show_menu(self, anchor: QWidget) -> None:
        menu = self.actions_table.menu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(anchor.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    # Qt's own calls

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._on_first_painted)

    def _on_first_painted(self) -> None:
        # Timers stand still while the computer sleeps: who comes back to the window sees the day of now at once.
        if isinstance(application := QApplication.instance(), QApplication):
            application.applicationStateChanged.connect(self._on_coming_back)
        self.first_painted.emit()
        _ = self.actions_table  # keys pressed meanwhile wait in the event loop, and find the actions made
        from negdesk.desktop.dropped_files import DroppedFiles

        DroppedFiles(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_be_left():
            event.ignore()
            return
        from negdesk.desktop.forgetting import close_what_belongs_to

        close_what_belongs_to(self)  # while there still is a library to save into
        for timer in (self._frame_timer, self._day_timer):  # they would ask a library that is closed
            timer.stop()
        self._settings.setValue(self.geometry_key, self.saveGeometry())
        self._settings.setValue("paper", self.shell.page_size)
        if "exclusion" in self.__dict__:
            self._settings.setValue("recordings", "always" if self.exclusion.always else "shield")
        self._settings.sync()
        self.shell.copies.remove_all()
        self.shell.desk.close()
        super().closeEvent(event)
        self.closed.emit()
