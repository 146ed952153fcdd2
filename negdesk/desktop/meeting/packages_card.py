"""Room to think: packages that are worth the same to us, side by side, to put one or all of them on the table."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.labels import Body, ElidedLabel, Label, Small
from negdesk.desktop.theme import font
from negdesk.domain.wording import t
from negdesk.queries.meeting_packages import PackageColumn, PackagesSheet, TermColumn

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

NARROW = 340
"""Pixels below which packages stand one below the other: their columns would be cut."""

GAP = 12
"""Pixels between the columns."""

MOST_TERMS = 6
"""More terms than these make a table higher than the card may be."""


class PackagesCard(Card):
    """A column for each package, or a line where there is no room for columns.

    A digit, or the button beside it, puts it on the table as our offer.
    """

    chosen = Signal(str)
    """The package as the text of an offer."""

    def __init__(self, amount: Callable[[Decimal | None, str, str], str]) -> None:
        super().__init__(t("Worth the same to us"), title_kind="private")
        self._amount = amount
        self._offers: list[str] = []
        self._table: QWidget | None = None
        self._sheet: PackagesSheet | None = None
        self._in_lines = False
        self._said = Small(wrap=True)
        self.body.addWidget(self._said)
        self.hide()

    def show_packages(self, sheet: PackagesSheet) -> None:
        """Show these packages."""
        self._clear()
        self._sheet = sheet
        self._offers = [self._offer(sheet, package) for package in sheet.packages]
        self._fit(sheet)
        as_much = t("As much as our last offer.") if sheet.like_last_offer else t("As much as our targets.")
        self._said.setText(t("{as_much} A digit puts one on the table, Escape closes this.", as_much=as_much))
        self.show()

    def refuse(self, sentence: str) -> None:
        """Say why there are none."""
        self._clear()
        self._said.setText(sentence)
        self.show()

    def choose(self, number: int) -> bool:
        """Put the package of this number, from 1 on, on the table; whether there is one."""
        if not 1 <= number <= len(self._offers):
            return False
        self.chosen.emit(self._offers[number - 1])
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sheet is not None and self._in_lines != self._wants_lines(self._sheet):
            self._fit(self._sheet)

    def _wants_lines(self, sheet: PackagesSheet) -> bool:
        return self.width() < NARROW or len(sheet.terms) > MOST_TERMS or not self._names_fit(sheet)

    def _names_fit(self, sheet: PackagesSheet) -> bool:
        """Whether each word of the terms' names has room beside the amounts."""
        wide = QFontMetrics(font(14)).horizontalAdvance
        margins = outer.contentsMargins() if (outer := self.layout()) is not None else QMargins()
        room = self.width() - margins.left() - margins.right()
        for package in sheet.packages:
            amounts = map(self._words, sheet.terms, package.values)
            room -= GAP + max(map(wide, amounts), default=0)
        return room >= max((wide(word) for term in sheet.terms for word in term.name.split()), default=0)

    def _fit(self, sheet: PackagesSheet) -> None:
        self._remove_table()
        self._in_lines = self._wants_lines(sheet)
        self._table = self._made_lines(sheet) if self._in_lines else self._made_table(sheet)
        self._table.setMinimumHeight(self._table.sizeHint().height())  # captures give way, so that no line of it is cut
        self.body.insertWidget(0, self._table)

    def _clear(self) -> None:
        self._offers, self._sheet = [], None
        self._remove_table()

    def _remove_table(self) -> None:
        if self._table is not None:
            self.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None

    def _made_table(self, sheet: PackagesSheet) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, term in enumerate(sheet.terms, start=1):
            grid.addWidget(Body(term.name, wrap=True), row, 0)
        below = len(sheet.terms) + 1
        grid.addWidget(Small(t("For us")), below, 0)
        grid.addWidget(ElidedLabel(t("For them, we think"), kind="small"), below + 1, 0)
        for column, package in enumerate(sheet.packages, start=1):
            grid.addWidget(self._button(t("Offer {n}", n=column), column), 0, column, Qt.AlignmentFlag.AlignRight)
            for row, (term, value) in enumerate(zip(sheet.terms, package.values, strict=True), start=1):
                grid.addWidget(_right(Body(self._words(term, value))), row, column)
            grid.addWidget(_right(Small(_percent(package.for_us))), below, column)
            theirs = _right(Small(_percent(package.for_them)))
            _mark_beyond(theirs, package)
            grid.addWidget(theirs, below + 1, column)
        return table

    def _made_lines(self, sheet: PackagesSheet) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for number, package in enumerate(sheet.packages, start=1):
            row = 2 * number - 2
            button = self._button(t("{n}", n=number), number)
            grid.addWidget(button, row, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            values = ElidedLabel(" · ".join(map(self._words, sheet.terms, package.values)))
            values.setAccessibleName(self._offers[number - 1])
            shares = _percent(package.for_us), _percent(package.for_them)
            worth = ElidedLabel(t("us {ours}, them {theirs}", ours=shares[0], theirs=shares[1]), kind="small")
            worth.setContentsMargins(0, 0, 0, 6)
            _mark_beyond(worth, package)
            grid.addWidget(values, row, 1)
            grid.addWidget(worth, row + 1, 1)
        return table

    def _button(self, words: str, number: int) -> Button:
        button = Button(words, "quiet")
        button.setAccessibleName(t("Put on the table: {offer}", offer=self._offers[number - 1]))
        button.clicked.connect(lambda: self.choose(number))
        return button

    def _offer(self, sheet: PackagesSheet, package: PackageColumn) -> str:
        """The package in words that are read back as the same offer."""
        pairs = zip(sheet.terms, package.values, strict=True)
        return "; ".join(f"{term.name} {self._words(term, value)}" for term, value in pairs)

    def _words(self, term: TermColumn, value: Decimal) -> str:
        return self._amount(value, term.unit, term.currency)


def _mark_beyond(label: Label, package: PackageColumn) -> None:
    """Say of which terms we think that they cannot give as much."""
    if package.beyond_theirs:
        label.set_tone("private")
        label.setToolTip(
            t("We think this is more than they can give: {terms}.", terms=", ".join(package.beyond_theirs))
        )


def _right(label: Label) -> Label:
    label.setAlignment(RIGHT)
    return label


def _percent(share: int | None) -> str:
    return t("not known") if share is None else t("{n} %", n=share)
