"""The page of a counterpart: the line to write in, the private log, and what the relationship looks like over time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.counterparts.about_cards import Link, LinksCard, PromisesCard, RapportCard, YearsCard
from negdesk.desktop.counterparts.counterpart_head import CounterpartHead
from negdesk.desktop.counterparts.details_card import DetailsCard
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.counterparts.log_view import LogCard
from negdesk.desktop.files.files_card import FilesCard
from negdesk.desktop.page_head import action_button, scrolling_page
from negdesk.desktop.screen import Handlers, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.wording import t
from negdesk.queries.counterpart import PAGE, CounterpartPage, counterpart_page, place_in_log
from negdesk.queries.log_filter import EntryFilter


class CounterpartScreen(Screen):
    """One counterpart at a time."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._number = 0
        self._shown = PAGE
        self.head = CounterpartHead(self._rename, self._set_job)
        self.head.add(reads(action_button("export_paper", self._export))).setText(t("Export log"))
        self.head.add(action_button("new_negotiation", self._negotiate, kind="primary"))
        self._binned = self._bin_note()
        self.log_line = LogLine(shell)
        self.log = LogCard(shell, self._show_older)
        self.log_line.down.connect(self.log.focus_first)
        self.log.filter.changed.connect(self._on_filter)
        self._rapport, self._years, self._promises = RapportCard(), YearsCard(), PromisesCard()
        self._negotiations = LinksCard(shell, t("Negotiations"))
        self.people = LinksCard(shell, t("People"), t("+ Add a person"), self._add_person)
        self.files = FilesCard(shell, "counterpart")
        self.details = DetailsCard(shell, self._bin)
        page = scrolling_page(self)
        page.addLayout(flush_left(self.head))
        page.addWidget(self._binned)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(self._left(), 688)
        columns.addLayout(self._right(), 330)
        page.addLayout(columns, 1)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(self.log_line)
        column.addWidget(self.log.grow(), 1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        cards = (self._rapport, self._years, self._promises, self._negotiations, self.people, self.files, self.details)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _bin_note(self) -> QWidget:
        note = QWidget()
        line = QHBoxLayout(note)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.give_back = Button(t("Give back"))
        self.give_back.clicked.connect(lambda: self.shell.do(commands.counterpart.restore_counterpart, self._number))
        line.addWidget(Label(t("This counterpart is in the bin."), kind="banner", wrap=True), 1)
        line.addWidget(self.give_back)
        return note

    # Showing

    def show_place(self, place: Place) -> None:
        if place.id != self._number:
            # What was refused at another counterpart must not be saved at this one.
            for field in (*self.head.fields(), *self.details.fields()):
                field.forget()
            self._number, self._shown = place.id, PAGE
            self.log.filter.forget()
        self.log_line.show_counterpart(place.id)
        kind, _, number = place.focus.partition(":")
        entry = int(number) if kind == "log_entry" and number.isdecimal() else 0
        if entry:
            self.log.filter.forget()
            self._show_as_far_as(entry)
        self.refresh(None)
        if entry and self.log.list.row(entry) is not None:
            self.log.focus_entry(entry)
        else:
            self.log_line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        today = self.shell.today()
        # Which entries are left says something of what is in them, so under the shield none is left out.
        only = EntryFilter() if self.shell.shielded else self.log.filter.chosen(today)
        page = self.shell.ask(counterpart_page, self._number, today, self._shown, only)
        if page is None:
            self.shell.go(Place("counterparts"))
            return
        masked = self.shell.shielded
        self.head.show_page(page)
        self._binned.setVisible(page.binned)
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
        self.people.show_links(
            [Link(each.id, each.name, each.job_title, False, Place("counterpart", each.id)) for each in people]
        )

    def _show_older(self) -> None:
        last = self.log.list.rows()[-1]
        self._shown += PAGE
        self.refresh(None)
        last.take_cursor()

    def _on_filter(self) -> None:
        self._shown = PAGE
        self.refresh(None)

    def _show_as_far_as(self, entry_id: int) -> None:
        newer = self.shell.desk.ask(place_in_log, self._number, entry_id)
        if newer is not None and newer >= self._shown:
            self._shown = (newer // PAGE + 1) * PAGE

    # Doing

    def handlers(self) -> Handlers:
        return {
            "write_log": lambda: self.log_line.line.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "new_negotiation": self._negotiate,
            "export_paper": self._export,
        }

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

    def _bin(self) -> None:
        self.flush()
        self.shell.do(commands.counterpart.bin_counterpart, self._number)
        self.shell.go(Place("counterparts"))
        self.shell.say(t("Moved to the bin."), undo=True)

    def _negotiate(self) -> None:
        self.shell.go(Place("new_negotiation", self._number))

    def _export(self) -> None:
        from negdesk.desktop.agreement.export_sheet import ExportSheet

        self.flush()
        ExportSheet(self.shell, self, counterpart_id=self._number).open()
