"""Room to think: packages that are worth the same to us, side by side, to put one or all of them on the table."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.domain.wording import t
from negdesk.queries.meeting_packages import PackageColumn, PackagesSheet, TermColumn

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PackagesCard(Card):
    """A column for each package. A digit, or the button over a column, puts it on the table as our offer."""

    chosen = Signal(str)
    """The package as the text of an offer."""

    def __init__(self, amount: Callable[[Decimal | None, str, str], str]) -> None:
        super().__init__(t("Worth the same to us"), title_kind="private")
        self._amount = amount
        self._offers: list[str] = []
        self._table: QWidget | None = None
        self._said = Small(wrap=True)
        self.body.addWidget(self._said)
        self.hide()

    def show_packages(self, sheet: PackagesSheet) -> None:
        """Show these packages."""
        self._clear()
        self._offers = [self._offer(sheet, package) for package in sheet.packages]
        self._table = self._made_table(sheet)
        self.body.insertWidget(0, self._table)
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

    def _clear(self) -> None:
        self._offers = []
        if self._table is not None:
            self.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None

    def _made_table(self, sheet: PackagesSheet) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, term in enumerate(sheet.terms, start=1):
            grid.addWidget(Body(term.name, wrap=True), row, 0)
        below = len(sheet.terms) + 1
        grid.addWidget(Small(t("For us")), below, 0)
        grid.addWidget(Small(t("For them, as far as we know"), wrap=True), below + 1, 0)
        for column, package in enumerate(sheet.packages, start=1):
            button = Button(t("Offer {n}", n=column), "quiet")
            button.setAccessibleName(t("Put on the table: {offer}", offer=self._offers[column - 1]))
            button.clicked.connect(lambda _checked=False, number=column: self.choose(number))
            grid.addWidget(button, 0, column, Qt.AlignmentFlag.AlignRight)
            for row, (term, value) in enumerate(zip(sheet.terms, package.values, strict=True), start=1):
                grid.addWidget(_right(Body(self._words(term, value))), row, column)
            grid.addWidget(_right(Small(_percent(package.for_us))), below, column)
            theirs = _right(Small(_percent(package.for_them)))
            if package.beyond_theirs:
                theirs.set_tone("private")
                theirs.setToolTip(t("We think this is more than they can give: {terms}.",
                                    terms=", ".join(package.beyond_theirs)))  # fmt: skip
            grid.addWidget(theirs, below + 1, column)
        return table

    def _offer(self, sheet: PackagesSheet, package: PackageColumn) -> str:
        """The package in words that are read back as the same offer."""
        pairs = zip(sheet.terms, package.values, strict=True)
        return "; ".join(f"{term.name} {self._words(term, value)}" for term, value in pairs)

    def _words(self, term: TermColumn, value: Decimal) -> str:
        return self._amount(value, term.unit, term.currency)


def _right(label: Label) -> Label:
    label.setAlignment(RIGHT)
    return label


def _percent(share: int | None) -> str:
    return t("not known") if share is None else t("{n} %", n=share)
