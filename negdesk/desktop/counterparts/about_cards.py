"""What stands beside the log: rapport, give and take, promises, negotiations, people, and the contact details."""

from PySide6.QtWidgets import QGridLayout

from negdesk import commands
from negdesk.desktop.controls.bars import YearBars
from negdesk.desktop.controls.cards import Card, Rule, spread
from negdesk.desktop.controls.charts import LineGraph
from negdesk.desktop.controls.chips import Chip
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import CounterpartPage


class RapportCard(Card):
    """The line of rapport, and where it is going."""

    def __init__(self) -> None:
        super().__init__(t("Rapport"))
        self._graph = LineGraph(t("Rapport over time"), t("Note how it was, from 1 to 5, with an entry."))
        self._trend = Small()
        self.body.addWidget(self._graph)
        self.body.addWidget(self._trend)

    def show_page(self, page: CounterpartPage) -> None:
        """Show the rapport with this counterpart."""
        self._graph.set_points([(float(day.toordinal()), float(step)) for day, step in page.rapport[-24:]])
        self._trend.setText(page.trend if page.rapport else "")
        self._trend.setVisible(bool(page.rapport))


class YearsCard(Card):
    """Give and take by year, by value."""

    def __init__(self) -> None:
        super().__init__(t("Give and take over time"))
        self._bars = YearBars()
        self._none = Small(t("Nothing given or got yet."))
        self.body.addWidget(self._bars)
        self.body.addWidget(self._none)

    def show_page(self, page: CounterpartPage) -> None:
        """Show what was given to and got from this counterpart."""
        self._bars.set_years(page.years)
        self._bars.setVisible(bool(page.years))
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


class LinksCard(Card):
    """Negotiations, and the people of an organisation; Enter opens one."""

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(title)
        self._shell = shell
        self.list = RowList()
        self.body.addWidget(self.list)

    def show_links(self, links: list[tuple[int, str, str, Place]]) -> None:
        """Each is a number, its words, what stands at the right, and where it leads; hidden where there is none."""
        by_id = {number: (words, aside, place) for number, words, aside, place in links}
        for row in self.list.show_ids(list(by_id), lambda number: self._row(by_id[int(str(number))][2])):
            if isinstance(row, _LinkRow):
                row.say(*by_id[int(str(row.row_id))][:2])
        self.setVisible(bool(links))

    def _row(self, place: Place) -> Row:
        row = _LinkRow()
        row.activated.connect(lambda: self._shell.go(place))
        return row


class _LinkRow(Row):
    def __init__(self) -> None:
        super().__init__(focusable=True)
        self._words, self._aside = Body(wrap=True), Chip("", "accent")
        self.line.addWidget(self._words, 1)
        self.line.addWidget(self._aside)

    def say(self, words: str, aside: str) -> None:
        """Show these words."""
        self._words.setText(words)
        self._aside.set_text(aside)
        self.set_name(", ".join(part for part in (words, aside) if part))


class DetailsCard(Card):
    """How to reach them and what matters to them, edited in place. Private."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Details"), "private")
        self._shell = shell
        self._number = 0
        self._fields: dict[str, Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        lines = (
            ("email", t("Email"), False),
            ("phone", t("Phone"), False),
            ("address", t("Address"), True),
            ("languages", t("Languages"), False),
            ("known_since", t("Known since"), False),
            ("how_we_know", t("How we met"), True),
            ("what_matters", t("What matters to them"), True),
            ("quiet_after_days", t("Remind after days"), False),
        )
        for row, (name, words, long) in enumerate(lines):
            make = TextField if long else LineField
            field = make(words, lambda text, name=name: self._save(name, text))  # type: ignore[misc]  # binds the name
            self._fields[name] = field
            grid.addWidget(Small(words), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show what is known of this counterpart."""
        self._number = page.id
        for name, field in self._fields.items():
            field.set_masked(masked)
            held = getattr(page, name)
            field.set_value("" if held is None else str(held))

    def _save(self, name: str, text: str) -> None:
        place = f"counterpart:{self._number}:{name}"
        edit = commands.counterpart.edit_counterpart
        if name != "quiet_after_days":
            self._shell.type_into(place, edit, self._number, **{name: text})  # type: ignore[arg-type]  # one text field
            return
        typed = text.strip()
        if typed and not typed.isdecimal():
            raise Refusal(t("Write a number of days, or leave it empty to never be reminded."), name)
        self._shell.type_into(place, edit, self._number, quiet_after_days=int(typed) if typed else None)
