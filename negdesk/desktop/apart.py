"""Work that takes a while, done in another thread while the window goes on painting."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal

R = TypeVar("R")


class _Bell(QObject):
    """Rings in the window's thread when the work is done."""

    done = Signal()


def apart(work: Callable[[], R]) -> R:
    """What `work` returns; what it raises is raised here. Keys and clicks wait until it is done.

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
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
