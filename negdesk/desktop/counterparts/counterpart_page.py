"""The page of a counterpart: the line to write in, the private log, and what the relationship looks like over time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.counterparts.about_cards import DetailsCard, LinksCard, PromisesCard, RapportCard, YearsCard
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.counterparts.log_view import LogCard
from negdesk.desktop.page_head import PageHead, ScrollPage, action_button, page_layout
from negdesk.desktop.screen import Handlers, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.wording import t
from negdesk.queries.counterpart import PAGE, CounterpartPage, counterpart_list, counterpart_page


class CounterpartScreen(Screen):
    """One counterpart at a time."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._number = 0
        self._shown = PAGE
        content = QWidget()
        page = page_layout(content)
        self._head = PageHead()
        self._head.add(action_button("export_paper", self._export)).setText(t("Export log"))
        self._head.add(action_button("new_negotiation", self._negotiate, kind="primary"))
        page.addWidget(self._head)
        self.log_line = LogLine(shell)
        self.log = LogCard(shell, self._show_older)
        self._rapport, self._years, self._promises = RapportCard(), YearsCard(), PromisesCard()
        self._negotiations = LinksCard(shell, t("Negotiations"))
        self._people = LinksCard(shell, t("People"))
        self._details = DetailsCard(shell)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(self._left(), 688)
        columns.addLayout(self._right(), 330)
        page.addLayout(columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollPage(content))

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(self.log_line)
        column.addWidget(self.log.grow(), 1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        cards = (self._rapport, self._years, self._promises, self._negotiations, self._people, self._details)
        for card in cards:
            column.addWidget(card)
        identity = QHBoxLayout()
        self.name = LineField(t("Name"), self._rename, size="small")
        self.job_title = LineField(t("Job title"), self._set_job, size="small", placeholder=t("job title"))
        self.organisation = ChoiceField(t("Organisation"), [("", t("no organisation"))], self._set_organisation)
        for field in (self.name, self.job_title, self.organisation):
            identity.addWidget(field, 1)
        self._details.body.insertLayout(0, identity)
        column.addStretch(1)
        return column

    def show_place(self, place: Place) -> None:
        if place.id != self._number:
            self._number, self._shown = place.id, PAGE
        self.log_line.show_counterpart(place.id)
        self.refresh(None)
        kind, _, number = place.focus.partition(":")
        if kind == "log_entry" and number.isdecimal():
            self.log.focus_entry(int(number))
        else:
            self.log_line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        page = self.shell.ask(counterpart_page, self._number, self.shell.today(), self._shown)
        if page is None:
            self.shell.go(Place("counterparts"))
            return
        masked = self.shell.shielded
        self._head.say(page.name, " · ".join(part for part in (page.subtitle, page.contact) if part))
        self.log.show_page(page, masked)
        self._rapport.show_page(page)
        self._years.show_page(page)
        self._promises.show_page(page)
        self._details.show_page(page, masked)
        self._show_links(page)
        self.name.set_value(page.name)
        self.job_title.set_value(page.job_title)
        self._show_organisation(page)

    def _show_links(self, page: CounterpartPage) -> None:
        self._negotiations.show_links(
            [(each.id, each.title, each.stage.label, Place("negotiation", each.id)) for each in page.negotiations]
        )
        people = page.people or ((page.organisation,) if page.organisation is not None else ())
        self._people.set_title(t("People") if page.kind is CounterpartKind.ORGANISATION else t("Organisation"))
        self._people.show_links(
            [(each.id, each.name, each.job_title, Place("counterpart", each.id)) for each in people]
        )

    def _show_organisation(self, page: CounterpartPage) -> None:
        self.organisation.setVisible(page.kind is CounterpartKind.PERSON)
        if page.kind is not CounterpartKind.PERSON:
            return
        lines = self.shell.ask(counterpart_list, self.shell.today()).lines
        choices = [(str(each.id), each.name) for each in lines if each.kind is CounterpartKind.ORGANISATION]
        self.organisation.set_choices([("", t("no organisation")), *choices])
        self.organisation.set_value(str(page.organisation.id) if page.organisation is not None else "")

    def handlers(self) -> Handlers:
        return {
            "write_log": lambda: self.log_line.line.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "new_negotiation": self._negotiate,
            "export_paper": self._export,
        }

    def _show_older(self) -> None:
        self._shown += PAGE
        self.refresh(None)

    def _rename(self, text: str) -> None:
        self.shell.type_into(
            f"counterpart:{self._number}:name", commands.counterpart.edit_counterpart, self._number, name=text
        )

    def _set_job(self, text: str) -> None:
        self.shell.type_into(
            f"counterpart:{self._number}:job", commands.counterpart.edit_counterpart, self._number, job_title=text
        )

    def _set_organisation(self, chosen: str) -> None:
        self.shell.try_do(commands.counterpart.set_organisation, self._number, int(chosen) if chosen else None)

    def _negotiate(self) -> None:
        self.shell.go(Place("new_negotiation", self._number))

    def _export(self) -> None:
        from negdesk.desktop.agreement.export_sheet import ExportSheet

        self.flush()
        ExportSheet(self.shell, self, counterpart_id=self._number).open()
