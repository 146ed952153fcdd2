"""The one door between what a person sees and what is kept: do, ask, undo, redo, subscribe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

from negdesk.domain.wording import t
from negdesk.storage.change_journal import ChangeJournal, Step
from negdesk.storage.change_times import ChangeTimes
from negdesk.storage.database import Connection, Damaged, Database, SaveFailed, open_library, words_of_adrift
from negdesk.storage.saved_mark import times_saved

if TYPE_CHECKING:
    from sqlmodel import Session

    from negdesk.storage.backup import Access
    from negdesk.storage.sessions import Sessions

P = ParamSpec("P")
R = TypeVar("R")

BURST_SECONDS = 4.0
"""Typing in one place that pauses for less than this is one undo step."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a gesture, an undo or a redo changed: table names with row numbers."""

    rows: frozenset[tuple[str, int]]
    kind: Literal["do", "undo", "redo"]

    def touches(self, *tables: str) -> bool:
        """Whether a row of any of these tables changed."""
        return any(table in tables for table, _ in self.rows)


class Desk:
    """Guarantees: when `do`, `undo` or `redo` returns, the change is on the disk; when it raises, nothing was changed.

    Listeners are called once a change is on the disk, in the order they came.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = ChangeJournal(database.connection)
        self._times = ChangeTimes(database.connection)
        self._sessions: Sessions | None = None
        self._indexed = False
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._burst: tuple[str, float] = ("", 0.0)
        self._listeners: list[Callable[[Change], None]] = []
        self._closed = False
        self.trouble = ""
        """Why the last change could not be kept; empty when all is saved."""

    def do(self, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one command as one transaction and one undo step, and return what it returns."""
        return self._run("", command, *args, **kwargs)

    def type_into(
        self, place: str, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `do`, but a burst of changes to one `place` (such as ``"term:4:name"``) is a single undo step."""
        return self._run(place, command, *args, **kwargs)

    def ask(self, query: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The sheet that `query` reads. Raises `Damaged` where the file is not what was written."""
        return self._database.read(query, *args, **kwargs)

    def undo(self) -> Change | None:
        """Take back the last step; nothing happens where there is none."""
        return self._take_back(self._done, self._undone, "undo")

    def redo(self) -> Change | None:
        """Do again what was taken back last; nothing happens where there is none."""
        return self._take_back(self._undone, self._done, "redo")

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Have `listener` called after each change; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def encrypted(self) -> bool:
        """Whether the library's file is encrypted."""
        return self._database.encrypted

    @property
    def read_only(self) -> bool:
        """Whether the library may only be read here."""
        return self._database.read_only

    @property
    def missing(self) -> int:
        """How many times the library was saved of which it knows nothing any more (see `storage.saved_mark`)."""
        return self._database.mark.missing

    def accept_missing(self) -> None:
        """Somebody was told of what is missing: it is not told again."""
        self._database.mark.accept()

    @property
    def times_saved(self) -> int:
        """How many times the library was saved up to now, in this run and before; 0 where it cannot be read."""
        with suppress(Damaged):
            return self._database.read(times_saved)
        return 0

    @property
    def access(self) -> "Access":
        """What a connection of its own opens the library with, for a backup."""
        from negdesk.storage.backup import Access  # here, because the first paint does not need it

        return Access(self._database.path, self._database.key, self._database.salt)

    def forget_steps(self) -> None:
        """Forget what could be undone, as after making a whole library by commands."""
        self._done.clear()
        self._undone.clear()

    def warm_up(self) -> None:
        """Load and make what the first command needs (SQLModel, the journal), so that it does not have to wait."""
        if self._closed:  # the window may have gone while another thread was still loading
            return
        self._session_maker()
        with suppress(SaveFailed):  # a library that may only be read is shown as it is
            self._watch()

    @property
    def warm(self) -> bool:
        """Whether what the first command needs is loaded and made: it does not have to wait any more."""
        return self._sessions is not None and self._indexed

    def rehearse(self, gesture: Callable[["Session"], object]) -> None:
        """Do a gesture and take all of it back, so that the same is done sooner when it is meant: what it loads is
        loaded then, and its statements are compiled. Nothing of it is kept, told or undone; that it fails is no matter.
        """
        if self._closed or self.read_only:
            return
        sessions = self._session_maker()
        session = sessions.lend()
        try:
            self._watch()
            with self._database.rehearsal():
                self._times.keep()
                gesture(session)
                session.flush()
                self._journal.take()
        except Exception:  # noqa: BLE001, S110  # whoever means the same gesture is told why it fails
            pass
        finally:
            sessions.take_back(session)

    def renew_search(self) -> None:
        """Make the search index anew, as after it was damaged. Raises `SaveFailed` where the library cannot be written.

        Nothing that a user wrote is touched, and no step is made that could be undone.
        """
        from negdesk.storage import search_index

        with self._database.transaction():
            search_index.renew(self._database.connection)

    @property
    def adrift(self) -> bool:
        """Whether the library's file is not where it was when it was opened, so that no change can be saved."""
        return not self._closed and not self.read_only and self._database.adrift

    def look_where_it_lies(self) -> None:
        """Have `trouble` say whether the library is where it was, also before a change is refused."""
        words = words_of_adrift(self._database.path)
        if self.adrift:
            self.trouble = words
        elif self.trouble == words:
            self.trouble = ""

    def remember_key_file(self) -> None:
        """The passphrase was changed: a copy that is made of the library while it is open has the new one."""
        self._database.remember_key_file()

    def place_for_copy(self) -> Path:
        """Where a copy may be saved that is made because the library is not where it was."""
        from negdesk.storage.copy_of_open import free_place

        return free_place(self._database.path)

    def go_on_in_copy(self, target: Path) -> None:
        """Copy all that the library holds to a file that is not there yet, and go on in that; its own may be gone.

        It opens by what opened the library. What could be undone is forgotten. Raises `Refusal`; then nothing changed.
        """
        from negdesk.storage.copy_of_open import copy_open  # here, because hardly anybody ever needs it

        copy_open(self._database, target)
        copy = open_library(target, self._database.key)
        self._database.close()
        self.forget_steps()
        self._database, self._sessions, self._indexed = copy, None, False
        self._journal, self._times = ChangeJournal(copy.connection), ChangeTimes(copy.connection)
        self.trouble = ""

    def close(self) -> None:
        """Let go of the library. Everything that was done is on the disk already."""
        self._closed = True
        self._listeners.clear()
        self.forget_steps()
        self._database.close()

    @property
    def closed(self) -> bool:
        """Whether the library was let go of; nothing can be asked any more."""
        return self._closed

    def _session_maker(self) -> "Sessions":
        if self._sessions is None:
            from negdesk.storage.sessions import Sessions

            self._sessions = Sessions(self._database)
        return self._sessions

    def _run(
        self, place: str, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        if self._closed:  # a field whose text was refused tries once more while its window goes
            raise SaveFailed(t("The library is closed. Open it again to go on."))

        def gesture() -> tuple[R, Step]:
            sessions = self._session_maker()
            session = sessions.lend()
            try:
                with self._keeping(), self._watched_transaction():
                    result = command(session, *args, **kwargs)
                    session.flush()
                    return result, self._journal.take()
            finally:
                sessions.take_back(session)

        result, step = self._with_sound_index(gesture)
        if step:
            self._remember(step, place)
            self._tell(Change(step.rows, "do"))
        return result

    def _with_sound_index(self, work: Callable[[], R]) -> R:
        """Do a whole transaction; where a damaged search index stood in its way, once more with a new index."""
        try:
            return work()
        except Exception as error:
            from negdesk.storage import search_index

            if not search_index.caused(self._database.connection, error):
                raise
        self.renew_search()
        return work()

    @contextmanager
    def _watched_transaction(self) -> Iterator[None]:
        """A transaction whose changes the journal writes down, with their time; it begins to watch with the first."""
        self._watch()
        with self._database.transaction():
            self._times.keep()
            yield

    def _watch(self) -> None:
        if not self._indexed:
            from negdesk.storage import search_index  # here, because the first paint does not need it

            if not search_index.is_current(self._database.connection):
                self.renew_search()
            self._indexed = True
        self._journal.watch()
        self._times.watch()

    def _remember(self, step: Step, place: str) -> None:
        now = monotonic()
        last_place, last_time = self._burst
        if place and place == last_place and now - last_time < BURST_SECONDS and self._done and not self._undone:
            self._done[-1] = self._done[-1].then(step)
        else:
            self._done.append(step)
        self._undone.clear()
        self._burst = (place, now)

    def _take_back(self, source: list[Step], target: list[Step], kind: Literal["undo", "redo"]) -> Change | None:
        if not source:
            return None

        def back() -> Step:
            with self._keeping(), self._journal.by_itself(), self._database.transaction():
                self._times.rest()
                return self._journal.take_back(source[-1])

        step = self._with_sound_index(back)
        source.pop()
        target.append(step)
        self._burst = ("", 0.0)
        change = Change(step.rows, kind)
        self._tell(change)
        return change

    def _keeping(self) -> "_Keeping":
        return _Keeping(self)

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)


class _Keeping:
    """Keeps `Desk.trouble` true: why the last change was not kept, or nothing once one is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self._desk.trouble = ""
        elif isinstance(error, SaveFailed):
            self._desk.trouble = error.sentence
