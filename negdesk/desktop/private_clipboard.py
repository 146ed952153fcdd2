"""Copies of private text: marked so that clipboard histories do not keep them, and taken away after a minute."""

from functools import cache, partial

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu

KEPT_MS = 60_000

MARKS: dict[str, bytes] = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    "org.nspasteboard.ConcealedType": b"1",
    "x-kde-passwordManagerHint": b"secret",
}
"""What Windows, the clipboard managers of macOS, and KDE's Klipper read to leave a copy out of their histories.

Qt hands a type it does not know to the system under that very name; on Windows it does so for those in its own form.
"""


def private_data(text: str) -> QMimeData:
    """`text` as it may lie in a clipboard or be dragged."""
    data = QMimeData()
    data.setText(text)
    for kind, value in MARKS.items():
        data.setData(kind, QByteArray(value))
    return data


def copy_private(text: str) -> None:
    """Put private text into the clipboard. After a minute it is taken out again, unless something else was copied."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(private_data(text))
    _watch().keep(text)


def clear_private() -> None:
    """Take our private text out of the clipboard now, if it is still in it."""
    _watch().clear()


def taken_from(data: QMimeData) -> QMimeData:
    """The text of what an editor is about to copy or to let be dragged, as private data."""
    private = private_data(data.text())
    # Qt puts it into the clipboard itself, right after this.
    QTimer.singleShot(0, _watch(), partial(_watch().keep, data.text()))
    return private


def copy_from(line: QLineEdit, cut: bool = False) -> None:
    """Copy what is selected in a line, and `cut` it out of it."""
    if line.hasSelectedText() and line.echoMode() == QLineEdit.EchoMode.Normal:
        copy_private(line.selectedText())
        if cut and not line.isReadOnly():
            line.insert("")


def private_menu(line: QLineEdit) -> QMenu:
    """Qt's own menu of a line, in which Copy and Cut copy privately."""
    menu = line.createStandardContextMenu()
    for action in menu.actions():
        if action.objectName() in ("edit-copy", "edit-cut"):
            action.triggered.disconnect()
            action.triggered.connect(partial(copy_from, line, action.objectName() == "edit-cut"))
    return menu


class _Watch(QObject):
    """Takes the last private copy out again."""

    def __init__(self) -> None:
        super().__init__(QGuiApplication.instance())
        self._text = ""
        self._timer = QTimer(self, interval=KEPT_MS, singleShot=True)
        self._timer.timeout.connect(self.clear)
        application = QGuiApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.clear)

    def keep(self, text: str) -> None:
        """This has just been copied; or only dragged, and then the clipboard has nothing of it."""
        self._text = text
        self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard if it still holds what was copied last, and forget what that was."""
        self._timer.stop()
        text, self._text = self._text, ""
        clipboard = QGuiApplication.clipboard()
        # By its text: some systems hand our own data back under another owner.
        if text and clipboard.text(QClipboard.Mode.Clipboard) == text:
            clipboard.clear(QClipboard.Mode.Clipboard)


@cache
def _watch() -> _Watch:
    return _Watch()
