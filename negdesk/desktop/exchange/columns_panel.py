"""How a table is read: what parts its columns, how letters are written, and which field each column is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.labels import Caption, ElidedLabel, Small, two_lines
from negdesk.desktop.page_head import ScrollPage
from negdesk.domain.privacy import MASK
from negdesk.domain.wording import mark, t
from negdesk.exchange.csv_columns import FIELDS
from negdesk.exchange.csv_read import CsvTable

_SIGNS = {",": mark("comma ,"), ";": mark("semicolon ;"), "\t": mark("tab"), "|": mark("bar |")}

_ENCODINGS = {
    "utf-8": mark("UTF-8"),
    "utf-16": mark("UTF-16"),
    "cp1252": mark("Windows, western"),
    "cp1250": mark("Windows, central Europe"),
    "cp1251": mark("Windows, Cyrillic"),
    "cp1253": mark("Windows, Greek"),
    "cp1254": mark("Windows, Turkish"),
    "mac_roman": mark("Macintosh, western"),
    "cp850": mark("DOS, western"),
    "koi8_r": mark("KOI8-R, Cyrillic"),
    "shift_jis": mark("Shift JIS, Japanese"),
    "gb18030": mark("GB 18030, Chinese"),
    "big5": mark("Big5, Chinese"),
    "euc_kr": mark("EUC-KR, Korean"),
}


class ColumnsPanel(QWidget):
    """`reread` asks to read the file anew as `said` says; `mapped`, to read its rows by other `columns`."""

    reread = Signal()
    mapped = Signal()

    def __init__(self, table: CsvTable) -> None:
        super().__init__()
        self._table = table
        self._masked = False
        self._fields: list[ChoiceField] = []
        self._words: list[tuple[ElidedLabel, ElidedLabel]] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.delimiter = ChoiceField(t("Columns are parted by"), [], lambda _key: self.reread.emit(), framed=True)
        self.encoding = ChoiceField(t("Letters are written as"), [], lambda _key: self.reread.emit(), framed=True)
        for row, (words, field) in enumerate(((t("Parted by"), self.delimiter), (t("Letters as"), self.encoding))):
            grid.addWidget(Small(words), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        whole.addLayout(grid)
        self.heading = QCheckBox(t("The first row names the columns"))
        self.heading.setAccessibleName(self.heading.text())
        self.heading.clicked.connect(lambda _on: self.reread.emit())
        whole.addWidget(self.heading)
        whole.addWidget(Caption(t("What each column is")))
        self._area = ScrollPage(QWidget())
        whole.addWidget(self._area, 1)
        self.show_table(table)

    @property
    def said(self) -> tuple[str, str, bool]:
        """Delimiter, encoding, and whether there is a heading."""
        return self.delimiter.text(), self.encoding.text(), self.heading.isChecked()

    @property
    def columns(self) -> tuple[str, ...]:
        """Which field each column is; empty for one that is left out."""
        return tuple(field.text() for field in self._fields)

    def show_table(self, table: CsvTable) -> None:
        """Show how a table was read."""
        self._table = table
        signs = {**_SIGNS, table.delimiter: _SIGNS.get(table.delimiter, table.delimiter)}
        self.delimiter.set_choices([(sign, t(words)) for sign, words in signs.items()])
        self.delimiter.set_value(table.delimiter)
        known = _known(table.encoding)
        encodings = {**_ENCODINGS, known: _ENCODINGS.get(known, known)}
        self.encoding.set_choices([(name, t(words)) for name, words in encodings.items()])
        self.encoding.set_value(known)
        self.heading.setChecked(bool(table.heading))
        self._fields, self._words = [], []
        held = QWidget()
        held.setProperty("page", True)
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        choices = [(field, t(words)) for field, words in FIELDS.items()]
        for number, column in enumerate(table.columns):
            field = ChoiceField("", choices, lambda _key: self.mapped.emit(), framed=True)
            field.set_value(column)
            head, below = ElidedLabel(), ElidedLabel(kind="small")
            grid.addWidget(two_lines(head, below), number, 0)
            grid.addWidget(field, number, 1)
            self._fields.append(field)
            self._words.append((head, below))
        grid.setRowStretch(len(table.columns), 1)
        self._area.setWidget(held)
        self._say()

    def set_masked(self, on: bool) -> None:
        """Show marks in place of what stands in the table, or show it again."""
        self._masked = on
        self._say()

    def take_cursor(self) -> None:
        """Put the cursor on the first column that is left out, else on the first one."""
        left = next((field for field in self._fields if not field.text()), self._fields[0])
        left.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self) -> None:
        """What heads each column, and the first thing that stands in it."""
        for number, (field, labels) in enumerate(zip(self._fields, self._words, strict=True)):
            head = self._table.heading[number] if number < len(self._table.heading) else ""
            first = next((row[number] for row in self._table.rows if number < len(row) and row[number]), "")
            for label, words in zip(labels, (head or t("Column {n}", n=number + 1), first), strict=True):
                label.setText(MASK if words and self._masked else words)
            field.set_name(t("Column {n}, {name}, is", n=number + 1, name=labels[0].text()))


def _known(encoding: str) -> str:
    """An encoding's name as the list has it."""
    return {"utf-8-sig": "utf-8", "utf_8": "utf-8", "utf-16-le": "utf-16-le"}.get(encoding, encoding)
