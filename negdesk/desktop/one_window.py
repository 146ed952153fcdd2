"""One process to a library: a second start finds the first, has it come to the front, and hands over what it was to do.

Whoever opens a library holds a lock file in a folder that belongs to the user alone, and listens on a local socket
beside it (on Windows a named pipe). The lock is taken before the library is opened; the listening begins after the
first paint. A crash leaves neither in the way: a lock file names its process, and one whose process is gone is taken
over.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject
from PySide6.QtWidgets import QApplication, QWidget

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 4000
"""How long a second start waits for the first, which may not have painted yet."""

_LONGEST = 4096
_TAKEN = b"taken\n"
TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  # no secret: what Wayland gives a program so that it may come to the front


class OpenElsewhere(Refusal):
    """Another process has the library open; it came to the front and was told what was wanted."""


class Claims(QObject):
    """The libraries that this process has taken. `asked` is called with a library and the words of a second start."""

    def __init__(self, parent: QObject, folder: Path, asked: Callable[[Path, str], object]) -> None:
        super().__init__(parent)
        self._folder, self._asked = folder, asked
        self._held: dict[Path, tuple[QLockFile, QLocalServer | None]] = {}

    def take(self, library: Path, words: str = "") -> bool:
        """Take a library for this process; whether it is newly taken. Nothing happens where it holds it already.

        Raises `OpenElsewhere` after a handing over, and `Refusal` where the other process does not answer.
        """
        library = _one_name(library)
        if library in self._held:
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return False  # a system without a place for it: then SQLite's own locks must do
        lock = QLockFile(str(self._lock_file(library)))
        lock.setStaleLockTime(0)  # however long it has been held: only a process that is gone makes it stale
        if lock.tryLock(0):
            self._held[library] = (lock, None)
            return True
        if lock.error() != QLockFile.LockError.LockFailedError:
            return False
        if _hand_over(self._address(library), words):
            raise OpenElsewhere(t("{name} is open already; its window came to the front.", name=library.name))
        raise Refusal(
            t(
                "{name} is open in another NegDesk, which does not answer. Close that one, or wait for it.",
                name=library.name,
            )
        )

    def listen(self) -> None:
        """Begin to hear second starts, for every library that is taken; loads Qt's network module."""
        from PySide6.QtNetwork import QLocalServer

        for library, (lock, server) in self._held.items():
            if server is None:
                server = QLocalServer(self)
                server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
                address = self._address(library)
                QLocalServer.removeServer(address)  # one that a crash left: the lock says that nobody listens there
                server.newConnection.connect(lambda server=server, library=library: self._hear(server, library))
                server.listen(address)
                self._held[library] = (lock, server)
        for left in self._folder.glob("*.lock"):
            QLockFile(str(left)).removeStaleLockFile()

    def keep_only(self, library: Path) -> None:
        """Let go of every other library."""
        for other in [each for each in self._held if each != _one_name(library)]:
            self.release(other)

    def release(self, library: Path) -> None:
        """Let go of a library, so that another process may take it."""
        lock, server = self._held.pop(_one_name(library), (None, None))
        if server is not None:
            server.close()
            server.deleteLater()
        if lock is not None:
            lock.unlock()

    def release_all(self) -> None:
        """Let go of all, as when the program ends."""
        for library in list(self._held):
            self.release(library)

    def _hear(self, server: "QLocalServer", library: Path) -> None:
        while (caller := server.nextPendingConnection()) is not None:
            caller.readyRead.connect(lambda caller=caller: self._take_words(caller, library))
            caller.disconnected.connect(caller.deleteLater)

    def _take_words(self, caller: "QLocalSocket", library: Path) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _LONGEST:
                caller.abort()
            return
        said = bytes(caller.readLine(_LONGEST).data()).decode("utf-8", "replace").rstrip("\n")
        token, _, words = said.partition("\t")
        caller.write(_TAKEN)
        caller.flush()
        caller.disconnectFromServer()
        if token:
            os.environ[TOKEN] = token
        from negdesk.desktop.apart import when_undisturbed

        when_undisturbed(self, lambda: self._asked(library, words))

    def _lock_file(self, library: Path) -> Path:
        return self._folder / f"{_short(library)}.lock"

    def _address(self, library: Path) -> str:
        # A path on the systems that have sockets as files, a name on Windows.
        return f"negdesk-{_short(library)}" if os.name == "nt" else str(self._folder / f"{_short(library)}.socket")


def _hand_over(address: str, words: str) -> bool:
    """Tell the process that listens what is wanted; whether it took it."""
    from time import monotonic, sleep

    from PySide6.QtNetwork import QLocalSocket

    said = f"{os.environ.get(TOKEN, '')}\t{' '.join(words.split())}\n".encode()[:_LONGEST]
    end = monotonic() + _PATIENCE_MS / 1000
    while monotonic() < end:
        socket = QLocalSocket()
        socket.connectToServer(address)
        if socket.waitForConnected(500):
            socket.write(said)
            if socket.waitForReadyRead(_PATIENCE_MS):
                return bytes(socket.readAll().data()) == _TAKEN
            return False
        sleep(0.1)  # it may still be on its way to its first paint
    return False


def _one_name(library: Path) -> Path:
    """The same name for the same file, however it was named."""
    with suppress(OSError):
        return Path(os.path.realpath(library))
    return library.absolute()


def _short(library: Path) -> str:
    digest = QCryptographicHash.hash(os.fsencode(library), QCryptographicHash.Algorithm.Sha256)
    return bytes(digest.toHex().data()).decode()[:24]


def to_front(window: QWidget) -> None:
    """Have a window come before all others, as far as the system lets it."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
