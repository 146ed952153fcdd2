"""Work done in another thread while the window goes on: waited for, or beside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

R = TypeVar("R")

_LOOK_MS = 20


_awaited = 0


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around work that the window waits for while its event loop turns: what `when_undisturbed` is given comes after.

    For the window's thread.
    """
    global _awaited
    _awaited += 1
    try:
        yield
    finally:
        _awaited -= 1


def when_undisturbed(owner: QObject, do: Callable[[], object]) -> None:
    """Do now what may take the window or its library away; where work is waited for, once whoever waits has gone on.

    Locking or closing meanwhile would take from under them what they go on with. Where the owner goes it is not done.
    """
    if _awaited:
        QTimer.singleShot(_LOOK_MS, owner, lambda: when_undisturbed(owner, do))
    else:
        do()


class _Bell(QObject):
    """Rings in the window's thread when the work is done."""

    done = Signal()


def apart(work: Callable[[], R]) -> R:
    """What `work` returns; what it raises is raised here. Keys and clicks wait until it is done, a lock and an end too.

    `work` must leave alone what belongs to the window's thread: Qt's objects, and a library that is open in it.
    """
    from PySide6.QtCore import Qt

    results: list[R] = []
    errors: list[BaseException] = []
    loop, bell = QEventLoop(), _Bell()
    bell.done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
            errors.append(error)
        finally:
            bell.done.emit()

    thread = Thread(target=run, name="apart")
    thread.start()
    with undisturbed():
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        thread.join()
    if errors:
        raise errors[0]
    return results[0]


def beside(owner: QObject, work: Callable[[Callable[[], None]], object], then: Callable[[], object]) -> None:
    """Have `work` done in a thread that nobody waits for; `then` is called here once `work` has called what it gets.

    Where the owner is gone before, `then` is not called, and the work goes on or ends with the program. The thread
    touches nothing of Qt: a signal of the owner that is sent while the owner is being deleted would crash.
    """
    ready, timer = Event(), QTimer(owner, interval=_LOOK_MS)

    def look() -> None:
        if ready.is_set():
            timer.stop()
            timer.deleteLater()
            then()

    timer.timeout.connect(look)
    timer.start()
    Thread(target=work, args=(ready.set,), name="beside", daemon=True).start()
