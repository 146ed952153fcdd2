"""Private copies of kept files, for the programs that show them; all are removed when the library closes."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import opened_files_folder
from negdesk.processes import runs

_RUN = "run-"


def open_with_system(path: Path) -> bool:
    """Have the system's usual program show a file; whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class OpenedCopies:
    """Each copy lies alone in a folder that only the user may read (0700), and may itself only be read (0400).

    `folder` is where all runs of the program keep theirs; what one that crashed left, the next removes by
    `remove_left`.
    """

    def __init__(self, folder: Path | None = None, show: Callable[[Path], bool] = open_with_system) -> None:
        self._folder = folder or opened_files_folder()
        self._show = show
        self._mine: Path | None = None

    def open(self, name: str, data: bytes) -> Path:
        """Show `data` under this name in the system's program for it. Raises `Refusal` where that cannot be."""
        path = self.copy(name, data)
        if not self._show(path):
            raise Refusal(t("No program here opens “{name}”. Save it where you like instead.", name=name))
        return path

    def copy(self, name: str, data: bytes) -> Path:
        """A copy of `data` under this name, for another program to read. Raises `Refusal` where that cannot be."""
        try:
            path = Path(mkdtemp(dir=self._run_folder())) / name
            path.touch(mode=0o600)
            path.write_bytes(data)
            path.chmod(0o400)
        except OSError as error:
            raise Refusal(
                t("“{name}” could not be opened ({reason}). Save it where you like instead.",
                  name=name, reason=error.strerror or type(error).__name__)
            ) from None  # fmt: skip
        return path

    def remove_all(self) -> None:
        """Remove every copy that was made, from the clipboard too. Asked for again it does nothing."""
        if self._mine is not None:
            _take_from_clipboard(self._mine)
            _remove(self._mine)
            self._mine = None

    def remove_left(self) -> None:
        """Remove what runs of the program left that ended without doing so."""
        for left in self._folder.glob(f"{_RUN}*"):
            if not runs(left.name.removeprefix(_RUN).partition("-")[0]):
                _remove(left)

    def _run_folder(self) -> Path:
        if self._mine is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._mine = Path(mkdtemp(prefix=f"{_RUN}{os.getpid()}-", dir=self._folder))
        return self._mine


def _take_from_clipboard(folder: Path) -> None:
    """Have nothing of a folder pasted that is about to go. Data of ours left there until Qt goes may crash its end."""
    clipboard = QGuiApplication.clipboard()
    urls: list[QUrl] = getattr(clipboard.mimeData(), "urls", list)()  # there is no data at all in one that is empty
    if any(Path(url.toLocalFile()).is_relative_to(folder) for url in urls):
        clipboard.clear()


def _remove(folder: Path) -> None:
    for copy in folder.glob("*/*"):
        with suppress(OSError):
            copy.chmod(0o600)  # Windows removes no file that may only be read
    shutil.rmtree(folder, ignore_errors=True)
