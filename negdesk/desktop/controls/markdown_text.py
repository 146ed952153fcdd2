"""Markdown of a user's, shown safely: bold, lists, headings and links are drawn, nothing is ever opened or loaded.

HTML is text, and so are pictures: their sign is shown as it was typed. Whatever a text would still have loaded is
answered with an empty picture (answering nothing would have Qt open files).
"""

import re
from math import ceil

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QStaticText,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from negdesk.desktop.controls.labels import Body
from negdesk.desktop.theme import font, tokens
from negdesk.domain.tag import tags_in

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectCommonMark | QTextDocument.MarkdownFeature.MarkdownNoHTML
_LIST_ENDS = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s.*)\n(?!\s|(?:[-*+]|\d+[.)])\s)", re.MULTILINE)
_PICTURE = re.compile(r"!(?=\[)")
_TOO_DEEP = re.compile(r"[*_`#>\[\]~<\s+=\-(]{60}")
_WIDTH = 240
LONGEST = 20_000
"""Longer texts are shown as they are, in characters."""


class SafeDocument(QTextDocument):
    """A document that loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(0)
        return empty


def markdown_document(text: str) -> SafeDocument:
    """`text` in the colours of the theme, its tags in the accent; a line break stays one, a heading is bold."""
    document = SafeDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font(14))
    document.setDocumentMargin(0)
    document.setIndentWidth(18)
    # A line after a list is not of its last item, as Markdown has it: nobody who writes a log means that.
    apart = _LIST_ENDS.sub(r"\1\n\n", text)
    document.setMarkdown(_PICTURE.sub(r"!\\", apart).replace("\n", "  \n"), _FEATURES)
    _calm(document)
    shown = document.toPlainText()
    for sign in tags_in(shown):
        _ink(document, _units(shown[: sign.start]), _units(shown[: sign.end]), tokens().accent)
    return document


def plain_lines(text: str) -> QStaticText:
    """`text` as it is, broken into lines where it has to be."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines = QStaticText(text.replace("\n", "\u2028"))
    lines.setTextFormat(Qt.TextFormat.PlainText)
    lines.setTextOption(option)
    lines.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return lines


class MarkdownBody(Body):
    """Words as Markdown means them. `text()` and what is read out are the words as they were typed.

    Words without any of its signs, and very long ones, are plain.
    """

    def __init__(self) -> None:
        super().__init__(wrap=True)
        self._laid: SafeDocument | QStaticText | None = None
        self._heights: dict[int, int] = {}
        self._made_for: object = None

    def heightForWidth(self, width: int) -> int:
        laid = self._made()
        if width not in self._heights:
            laid.setTextWidth(width)
            self._heights[width] = ceil(laid.size().height())
        return self._heights[width]

    def sizeHint(self) -> QSize:
        # A layout asks for it as often as for the height; a label would measure all of its words for each answer.
        return QSize(_WIDTH, self.heightForWidth(max(_WIDTH, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        laid, painter = self._made(), QPainter(self)
        if laid.textWidth() != self.width():
            laid.setTextWidth(self.width())
        if isinstance(laid, QStaticText):
            painter.setFont(font(14))
            painter.setPen(tokens().text)
            painter.drawStaticText(0, 0, laid)
            return
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, tokens().text)
        laid.documentLayout().draw(painter, context)

    def _made(self) -> SafeDocument | QStaticText:
        """The words; made anew for other ones and in another theme.

        Plain ones are laid out once too: a label does it whenever it is painted, three times as long for a whole log.
        """
        made_for = (self.text(), tokens())
        if made_for != self._made_for or self._laid is None:
            self._made_for = made_for
            self._heights.clear()
            self._laid = plain_lines(self.text()) if _plain(self.text()) else markdown_document(self.text())
            if isinstance(self._laid, QStaticText):
                self._laid.prepare(font=font(14))
        return self._laid


def _units(text: str) -> int:
    """How many units Qt counts in a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _plain(text: str) -> bool:
    """Whether a text has no sign that Markdown knows, as most have none, or is too long or too deep to be read so."""
    if len(text) > LONGEST or _TOO_DEEP.search(text):
        return True
    return re.search(r"[*_`#>\[\]\\&<~]|^\s*[-+=]|^\s*\d+[.)]\s|^ {4}|\n\n", text, re.MULTILINE) is None


def _calm(document: QTextDocument) -> None:
    """Headings bold and of the size of the rest, no room between paragraphs but half a line."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        form = QTextBlockFormat()
        form.setTopMargin(0 if block == document.begin() or block.textList() is not None else 6)
        form.setBottomMargin(0)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(form)
        if block.blockFormat().headingLevel():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            bold.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.mergeCharFormat(bold)
        block = block.next()


def _ink(document: QTextDocument, start: int, end: int, colour: QColor) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setForeground(colour)
    cursor.mergeCharFormat(form)
