"""What stands beside the log: rapport, give and take, promises, negotiations and people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.bars import YearBars
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card, Rule, spread
from negdesk.desktop.controls.charts import LineGraph
from negdesk.desktop.controls.chips import Chip
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Body, ElidedLabel, Small
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.rows import RING_INSET, Row, RowList
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.privacy import MASK
from negdesk.domain.wording import t, tn
from negdesk.queries.counterpart import CounterpartPage


class RapportCard(Card):
    """The line of rapport, one step a rating, and where it is going."""

    def __init__(self) -> None:
        super().__init__(t("Rapport"))
        self._graph = LineGraph(t("Rapport over time"))
        self._trend = Small()
        self.body.addWidget(self._graph)
        self.body.addWidget(self._trend)

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show the rapport with this counterpart."""
        self._graph.set_empty_text(MASK if masked else t("Note how it was, from 1 to 5, with an entry."))
        self._graph.set_points([(float(place), float(step)) for place, (_, step) in enumerate(page.rapport)])
        self._trend.setText(page.trend if page.rapport else "")
        self._trend.setVisible(bool(page.rapport))


class YearsCard(Card):
    """Give and take by year, by value."""

    def __init__(self) -> None:
        super().__init__(t("Give and take over time"))
        self._bars = YearBars()
        self._none = Small(wrap=True)
        self.body.addWidget(self._bars)
        self.body.addWidget(self._none)

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show what was given to and got from this counterpart."""
        self._bars.set_years(page.years)
        self._bars.setVisible(bool(page.years))
        self._none.setText(MASK if masked else t("Nothing given or got yet."))
        self._none.setVisible(not page.years)


class PromisesCard(Card):
    """How both sides keep their promises."""

    def __init__(self) -> None:
        super().__init__(t("Promises"))
        self._ours, self._theirs = Body(), Body()
        self.body.addLayout(spread(Body(t("Ours")), self._ours))
        self.body.addWidget(Rule())
        self.body.addLayout(spread(Body(t("Theirs")), self._theirs))

    def show_page(self, page: CounterpartPage) -> None:
        """Show the counts."""
        self._ours.setText(page.our_promises)
        self._theirs.setText(page.their_promises)


FIRST = 12
"""So many negotiations, or people, are shown before the others are asked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """What one can go to: its number in its list, its words, what stands at the right, and whether that is current."""

    number: int
    words: str
    aside: str
    current: bool
    place: Place


class LinksCard(Card):
    """Negotiations, or people; Enter opens one. `on_add` makes another of the name typed in the last line.

    Of many the first `FIRST` are shown, and the others at a button's press, until the card is folded again.
    """

    def __init__(
        self, shell: Shell, title: str, invitation: str = "", on_add: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(title)
        self._shell = shell
        self._links: tuple[Link, ...] = ()
        self._unfolded = False
        self.list = RowList()
        self.body.addLayout(flush_left(self.list, right=True, inset=RING_INSET))
        self.more = reads(Button("", "quiet"))
        self.more.clicked.connect(self._unfold)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add = AddLine(invitation, on_add) if on_add is not None else None
        if self.add is not None:
            self.body.addWidget(self.add)

    def show_links(self, links: Sequence[Link]) -> None:
        """Show these; the card is hidden where there is none and none can be added."""
        self._links = tuple(links)
        hidden = 0 if self._unfolded else max(0, len(links) - FIRST)
        by_id = {link.number: link for link in links[: len(links) - hidden]}
        self.more.set_text(tn("Show one more", "Show {n} more", hidden))
        self.more.setVisible(hidden > 0)
        for row in self.list.show_ids(list(by_id), lambda number: self._row(by_id[int(str(number))].place)):
            if isinstance(row, _LinkRow):
                row.show_link(by_id[int(str(row.row_id))])
        self.setVisible(bool(links) or (self.add is not None and not self.add.isHidden()))

    def fold(self) -> None:
        """Show only the first ones from now on."""
        self._unfolded = False

    def _unfold(self) -> None:
        self._unfolded = True
        with self.list.filling([link.number for link in self._links]):
            self.show_links(self._links)
        self.list.rows()[FIRST].take_cursor()

    def _row(self, place: Place) -> Row:
        row = _LinkRow()
        row.activated.connect(lambda: self._shell.go(place))
        return row


class _LinkRow(Row):
    def __init__(self) -> None:
        super().__init__(focusable=True, inset=RING_INSET)
        self._words, self._chip, self._aside = Body(wrap=True), Chip("", "accent"), ElidedLabel(kind="small")
        self._aside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.line.addWidget(self._words, 1)
        self.line.addWidget(self._aside)
        self.line.addWidget(self._chip)

    def show_link(self, link: Link) -> None:
        """Show where it leads."""
        self._words.setText(link.words)
        self._chip.set_text(link.aside if link.current else "")
        self._chip.setVisible(link.current)
        self._aside.setText("" if link.current else link.aside)
        self._aside.setVisible(not link.current and bool(link.aside))
        self.set_name(", ".join(part for part in (link.words, link.aside) if part))
