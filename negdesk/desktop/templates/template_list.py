"""The templates, and what each brings."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Body, Caption, Small, two_lines
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.rows import RING_INSET, Row, RowList, go_on
from negdesk.desktop.page_head import PageHead, scrolling_page
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.wording import t
from negdesk.queries.template import TemplateLine, template_preview, templates_sheet


class TemplateListScreen(Screen):
    """Enter shows what a template brings; one's own are renamed here, and moved to the bin with Delete."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._lines: dict[str, TemplateLine] = {}
        self._chosen = ""
        page = scrolling_page(self)
        head = PageHead()
        head.say(t("Templates"), t("What a negotiation can begin with. Save a plan as one of your own from its menu."))
        page.addWidget(head)
        lists = QVBoxLayout()
        lists.setSpacing(14)
        self._own_card = Card(t("My own"))
        self.own = RowList(removable=True)
        self.own.removed.connect(self._bin)
        self._own_card.body.addLayout(flush_left(self.own, right=True, inset=RING_INSET))
        lists.addWidget(self._own_card)
        card = Card(t("Built in"))
        self.builtin = RowList()
        card.body.addLayout(flush_left(self.builtin, right=True, inset=RING_INSET))
        lists.addWidget(card)
        for at, each in enumerate((self.own, self.builtin)):
            each.beyond = partial(go_on, (self.own, self.builtin), at)
        lists.addStretch(1)
        self.preview = PreviewCard(shell)
        right = QVBoxLayout()
        right.addWidget(self.preview)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(lists, 1)
        row.addLayout(right, 1)
        page.addLayout(row)
        page.addStretch(1)

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        rows = self.own.rows() or self.builtin.rows()
        if rows:
            rows[0].take_cursor()

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(templates_sheet)
        self._lines = {line.key: line for line in (*sheet.own, *sheet.builtin)}
        if self._chosen not in self._lines:
            self._chosen = next(iter(self._lines), "")
        for rows, lines in ((self.own, sheet.own), (self.builtin, sheet.builtin)):
            for row in rows.show_ids([line.key for line in lines], self._row):
                if isinstance(row, _TemplateRow):
                    row.show_line(self._lines[str(row.row_id)])
                    row.set_selected(row.row_id == self._chosen)
        self._own_card.setVisible(bool(sheet.own))
        self._show_preview()

    def _row(self, key: object) -> Row:
        row = _TemplateRow()
        row.activated.connect(lambda: self._choose(str(key)))
        return row

    def _choose(self, key: str) -> None:
        self._chosen = key
        self.refresh(None)

    def _show_preview(self) -> None:
        line = self._lines.get(self._chosen)
        self.preview.setVisible(line is not None)
        if line is not None:
            self.preview.show_template(line)

    def _bin(self, key: object) -> None:
        number = self._lines[str(key)].id
        if number is not None:
            self.shell.do_and_say(t("Moved to the bin."), commands.template.bin_own_template, number)


class _TemplateRow(Row):
    def __init__(self) -> None:
        super().__init__(focusable=True, inset=RING_INSET)
        self._name, self._below = Body(), Small(wrap=True)
        self.line.addWidget(two_lines(self._name, self._below), 1)

    def show_line(self, line: TemplateLine) -> None:
        """Show this template."""
        self._name.setText(line.name)
        brings = t(
            "{checklist} checklist items, {terms} terms, {gives} gives, {gets} gets, {questions} questions",
            checklist=line.checklist, terms=line.terms, gives=line.gives, gets=line.gets, questions=line.questions,
        )  # fmt: skip
        self._below.setText(line.description or brings)
        self.setToolTip(brings)
        self.set_name(f"{line.name}. {self._below.text()}")


class PreviewCard(Card):
    """What one template brings, and the button that begins with it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("What it brings"))
        self._shell = shell
        self._line: TemplateLine | None = None
        begin = Button(t("New negotiation from this"), "primary")
        begin.clicked.connect(self._begin)
        self.body.addWidget(begin)
        self.name = LineField(t("Name"), self._rename, framed=True)
        self.body.addWidget(self.name)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(2)
        self.body.addLayout(self._parts)

    def show_template(self, line: TemplateLine) -> None:
        """Show this template."""
        if self._line is None or self._line.key != line.key:
            self.name.forget()  # what was refused there must not stand at another template
        self._line = line
        self.set_title(line.name)
        self.name.setVisible(line.id is not None)
        self.name.set_value(line.name)
        preview = self._shell.ask(template_preview, line.key)
        if preview is None:
            return
        parts: list[tuple[str, list[str]]] = [
            (each.phase.label, [item.text for item in each.items]) for each in preview.phases
        ]
        parts += [
            (t("Terms"), [term.name for term in preview.terms]),
            (t("We can give"), [give.title for give in preview.gives]),
            (t("We have to get"), [get.title for get in preview.gets]),
            (t("Questions to ask"), list(preview.questions)),
            (t("If they …, then I …"), [each.if_text for each in preview.if_thens]),
        ]
        self._show_parts([(title, lines) for title, lines in parts if lines])

    def _show_parts(self, parts: list[tuple[str, list[str]]]) -> None:
        """A caption over each part, and its lines beneath it."""
        while (item := self._parts.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        for title, lines in parts:
            caption = Caption(title)
            caption.setContentsMargins(0, 10, 0, 0)
            self._parts.addWidget(caption)
            for each in lines:
                self._parts.addWidget(Body(each, wrap=True))

    def _begin(self) -> None:
        from negdesk.desktop.negotiations.new_negotiation import NewNegotiation

        if self._line is not None:
            NewNegotiation(self._shell, self.window(), template=self._line.key).open()

    def _rename(self, name: str) -> None:
        if self._line is not None and self._line.id is not None:
            place = f"template:{self._line.id}"
            self._shell.type_into(place, commands.template.rename_own_template, self._line.id, name)
