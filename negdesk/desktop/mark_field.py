"""Our side's mark in the settings: a picture chosen from a file, shown, and taken away again."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.side_mark import HIGHEST, WIDEST
from negdesk.domain.wording import t

FORMATS = ("png", "jpeg")
"""Formats that are pixels and nothing else. An SVG may name other files, which reading it would open."""

_SHOWN = QSize(190, 48)
_MOST_MEGABYTES = 256


class MarkField(QWidget):
    """Shows the mark that papers carry. It is kept inside the library; the file it came from is not needed again."""

    def __init__(self, shell: Shell, png: bytes) -> None:
        super().__init__()
        self._shell = shell
        self._picture = QLabel()
        self._picture.setAccessibleName(t("Our mark"))
        self._picture.setFixedHeight(_SHOWN.height() + 8)
        self._picture.setProperty("kind", "mark")
        self.choose_button = Button(t("Choose a picture…"))
        self.choose_button.clicked.connect(self._choose)
        self.remove_button = Button(t("Remove"))
        self.remove_button.setAccessibleName(t("Remove our mark"))
        self.remove_button.clicked.connect(lambda: self._keep(b""))
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._picture, self.choose_button, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._said)
        self._show(png)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, t("Our mark"), "", t("Pictures ({patterns})", patterns="*.png *.jpg *.jpeg")
        )
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Keep the picture of a file, made smaller where it is large; what cannot be read is said here."""
        try:
            self._keep(png_of(path))
        except Refusal as refusal:
            self._say(refusal.sentence)

    def _keep(self, png: bytes) -> None:
        try:
            self._shell.try_do(commands.setting.set_mark, png)
        except Refusal as refusal:
            self._say(refusal.sentence)
            return
        self._say("")
        self._show(png)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.choose_button.setAccessibleDescription(sentence)

    def _show(self, png: bytes) -> None:
        picture = QPixmap()
        shown = bool(png) and picture.loadFromData(png, "PNG")
        self._picture.setVisible(shown)
        self.remove_button.setVisible(shown)
        self.choose_button.set_text(t("Choose another…") if shown else t("Choose a picture…"))
        if shown:
            ratio = self.devicePixelRatioF()
            picture = picture.scaled(
                _SHOWN * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
            self._picture.setPixmap(picture)


def png_of(path: str) -> bytes:
    """The picture of a PNG or JPEG file as a PNG that fits a paper, nothing in it but pixels. Raises `Refusal`."""
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        raise Refusal(t("This is not a picture that can be read. Choose a PNG or JPEG file."), "our_mark")
    read = reader.read()
    if read.isNull():
        raise Refusal(t("This picture is broken or too large to read. Choose another PNG or JPEG file."), "our_mark")
    if read.width() > WIDEST or read.height() > HIGHEST:
        read = read.scaled(
            WIDEST, HIGHEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    # Drawn anew, so that nothing the file said of itself (place, camera, texts) comes along.
    drawn = QImage(read.size(), QImage.Format.Format_ARGB32)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.drawImage(0, 0, read)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(drawn)
    return bytes(buffer.data().data())
