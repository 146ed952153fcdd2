"""The page of a counterpart: the line to write in, the private log, and what the relationship looks like over time."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.bin_note import BinNote
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.steady_bar import BAR
from negdesk.desktop.counterparts.about_cards import Link, LinksCard, PromisesCard, RapportCard, YearsCard
from negdesk.desktop.counterparts.counterpart_head import CounterpartHead
from negdesk.desktop.counterparts.details_card import DetailsCard
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.counterparts.log_view import LogCard
from negdesk.desktop.files.files_card import FilesCard
from negdesk.desktop.page_head import PAGE_TOP, ScrollPage, action_button
from negdesk.desktop.screen import Handlers, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import current_theme
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.wording import t
from negdesk.queries.counterpart import CounterpartPage, counterpart_page
from negdesk.queries.draft import draft_places
from negdesk.queries.log_filter import EntryFilter


class CounterpartScreen(Screen):
    """One counterpart at a time."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._number = self._asked_for = 0
        self.head = CounterpartHead(self._rename, self._set_job)
        self.head.add(reads(action_button("export_paper", self._export))).setText(t("Export log"))
        self.head.add(action_button("new_negotiation", self._negotiate, kind="primary"))
        self.bin_note = BinNote(t("This counterpart is in the bin."), self._give_back)
        self.log_line = LogLine(shell)
        self.log = LogCard(shell)
        self.log_line.down.connect(self.log.focus_first)
        self.log_line.written.connect(self._say_where_it_is)
        self.log.filter.changed.connect(lambda: self.refresh(None))
        self._rapport, self._years, self._promises = RapportCard(), YearsCard(), PromisesCard()
        self._negotiations = LinksCard(shell, t("Negotiations"))
        self.people = LinksCard(shell, t("People"), t("+ Add a person"), self._add_person)
        self.files = FilesCard(shell, "counterpart")
        self.details = DetailsCard(shell, self._bin)
        margin, top = current_theme().page_margin, PAGE_TOP
        page = QVBoxLayout(self)
        page.setContentsMargins(0, top, 0, 0)
        page.setSpacing(14)
        head = QVBoxLayout()
        head.setContentsMargins(margin, 0, margin, 0)
        head.addLayout(flush_left(self.head))
        head.addWidget(self.bin_note)
        page.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(self._left(margin, top), 688)
        columns.addWidget(self._right(margin, top), 330 + margin)
        page.addLayout(columns, 1)

    def _left(self, margin: int, end: int) -> QVBoxLayout:
        """The line stays where it is; the log beneath it scrolls by itself."""
        column = QVBoxLayout()
        column.setContentsMargins(margin, 0, 0, end)
        column.setSpacing(14)
        column.addWidget(self.log_line)
        column.addWidget(self.log.grow(), 1)
        return column

    def _right(self, margin: int, end: int) -> ScrollPage:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, margin - BAR, end)
        column.setSpacing(14)
        cards = (self._rapport, self._years, self._promises, self._negotiations, self.people, self.files, self.details)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        return _Aside(content)

    # Showing

    @property
    def typed_place(self) -> str:
        return f"{super().typed_place}:{self._number}"

    def show_place(self, place: Place) -> None:
        if place.id != self._number:
            # What was refused at another counterpart must not be saved at this one.
            for field in (*self.head.fields(), *self.details.fields()):
                field.forget()
            self._number = place.id
            self.log.filter.forget()
            for card in (self._negotiations, self.people):
                card.fold()
        self.log_line.show_counterpart(place.id)
        kind, _, number = place.focus.partition(":")
        entry = int(number) if kind == "log_entry" and number.isdecimal() else 0
        if entry:
            self.log.filter.forget()
        self._asked_for = entry
        self.refresh(None)
        if not entry or not self.log.focus_entry(entry):
            self.log_line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_up_typed(self) -> None:
        """What an entry refused stands in it again, however far down it is: the log goes there.

        Where one came for another entry, that one is in sight and has the cursor all the same.
        """
        super().take_up_typed()
        kept = self.shell.desk.ask(draft_places, f"typed:{self.typed_place}:")
        numbers = {int(number) for number, _slash, _name in (key.partition("/") for key in kept) if number.isdecimal()}
        if not numbers or self.shell.shielded or self.shell.desk.read_only:
            return
        if not numbers <= set(self.log.list.ids):
            self.log.filter.forget()
            self.refresh(None)
        self.log.take_up_typed_at(numbers)
        if self._asked_for:
            self.log.focus_entry(self._asked_for)

    def refresh(self, change: Change | None) -> None:
        today = self.shell.today()
        # Which entries are left says something of what is in them, so under the shield none is left out.
        only = EntryFilter() if self.shell.shielded else self.log.filter.chosen(today)
        page = self.shell.ask(counterpart_page, self._number, today, only)
        if page is None:
            self.shell.go(Place("counterparts"))
            return
        masked = self.shell.shielded
        self.head.show_page(page)
        self.bin_note.setVisible(page.binned)
        self.log_line.offer_negotiations(page.negotiations)
        self.log_line.set_masked(masked)
        self.log.show_page(page, masked)
        self._rapport.show_page(page, masked)
        self._years.show_page(page, masked)
        self._promises.show_page(page)
        self.files.show_of(self._number)
        self.details.show_page(page, masked)
        self._show_links(page)

    def _show_links(self, page: CounterpartPage) -> None:
        self._negotiations.show_links(
            [
                Link(each.id, each.title, each.stage.label, each.stage.open, Place("negotiation", each.id))
                for each in page.negotiations
            ]
        )
        people = page.people or ((page.organisation,) if page.organisation is not None else ())
        organisation = page.kind is CounterpartKind.ORGANISATION
        self.people.set_title(t("People") if organisation else t("Organisation"))
        if self.people.add is not None:
            self.people.add.setVisible(organisation)
        said = {each.id: " · ".join(part for part in (each.job_title, each.roles) if part) for each in people}
        self.people.show_links(
            [Link(each.id, each.name, said[each.id], False, Place("counterpart", each.id)) for each in people]
        )

    # Doing

    def _say_where_it_is(self, entry_id: int) -> None:
        """Nobody should take for lost what they wrote and do not see."""
        if entry_id not in self.log.list.ids:
            sentence = t("Written. The filter of the log does not show it.")
            self.shell.say_with(sentence, t("Show all"), self.log.filter.forget)

    def handlers(self) -> Handlers:
        return {
            "write_log": lambda: self.log_line.line.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "new_negotiation": self._negotiate,
            "export_paper": self._export,
        }

    def sheets(self) -> Handlers:
        return {"same_counterpart": self.details.choose_same}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if page is None:
            super().keyPressEvent(event)
        else:
            self.log.list.scroll_by_page(page)  # while the cursor stays in the line

    def _rename(self, text: str) -> None:
        self.shell.type_into(
            f"counterpart:{self._number}:name", commands.counterpart.edit_counterpart, self._number, name=text
        )

    def _set_job(self, text: str) -> None:
        self.shell.type_into(
            f"counterpart:{self._number}:job", commands.counterpart.edit_counterpart, self._number, job_title=text
        )

    def _add_person(self, name: str) -> None:
        self.shell.try_do(commands.counterpart.add_counterpart, name, organisation_id=self._number)

    def _give_back(self) -> None:
        self.shell.do(commands.counterpart.restore_counterpart, self._number)

    def _bin(self) -> None:
        self.flush()
        if self.shell.do_and_say(t("Moved to the bin."), commands.counterpart.bin_counterpart, self._number):
            self.shell.go(Place("counterparts"))

    def _negotiate(self) -> None:
        self.shell.go(Place("new_negotiation", self._number))

    def _export(self) -> None:
        from negdesk.desktop.agreement.export_sheet import ExportSheet

        self.flush()
        ExportSheet(self.shell, self, counterpart_id=self._number).open()


class _Aside(ScrollPage):
    """The cards beside the log."""

    def __init__(self, content: QWidget) -> None:
        self._content = content
        super().__init__(content)

    def sizeHint(self) -> QSize:
        """No more than is needed: how wide the column is says the page."""
        return QSize(self.minimumSizeHint().width(), 400)

    def minimumSizeHint(self) -> QSize:
        # A page never scrolls sideways, so what does not fit would be cut.
        return QSize(self._content.minimumSizeHint().width() + BAR, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # a scroll area does not tell that what is in it has become narrower or wider
        return super().eventFilter(watched, event)
