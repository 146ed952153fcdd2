"""The bin: what was thrown away, and gives it back."""

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import ElidedLabel, Small
from negdesk.desktop.controls.rows import RING_INSET, Row, RowList
from negdesk.desktop.page_head import PageHead, scrolling_page
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.wording import mark, t, tn
from negdesk.queries.bin import BinLine, bin_sheet

_KINDS = {
    "negotiation": mark("Negotiation"),
    "counterpart": mark("Counterpart"),
    "log_entry": mark("Log entry"),
    "attached_file": mark("File"),
    "template": mark("Template"),
}


class BinScreen(Screen):
    """Enter gives back. Nothing here goes away by itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        page = scrolling_page(self)
        self._head = PageHead()
        page.addWidget(self._head)
        card = Card()
        empty = t("The bin is empty. What you throw away comes here first, and can be given back.")
        self.list = RowList(empty, inset=RING_INSET)
        card.body.addLayout(flush_left(self.list, right=True, inset=RING_INSET))
        page.addWidget(card)
        page.addStretch(1)

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        row = self.list.row(place.focus) or next(iter(self.list.rows()), None)
        if row is not None:
            row.take_cursor()

    def refresh(self, change: Change | None) -> None:
        lines = {f"{line.kind}:{line.id}": line for line in self.shell.ask(bin_sheet).lines}
        self._head.say(t("Bin"), tn("One thing in it", "{n} things in it", len(lines)) if lines else "")
        for row in self.list.show_ids(list(lines), lambda key: _BinRow(self, lines[str(key)])):
            if isinstance(row, _BinRow):
                row.show_line(lines[str(row.row_id)])

    def give_back(self, kind: str, number: int) -> None:
        """Take this out of the bin, as it was."""
        give = {
            "negotiation": commands.negotiation.restore_negotiation,
            "counterpart": commands.counterpart.restore_counterpart,
            "log_entry": commands.log.restore_entry,
            "attached_file": commands.attached_file.restore_file,
            "template": commands.template.restore_own_template,
        }
        self.shell.do_and_say(t("Given back."), give[kind], number)


class _BinRow(Row):
    def __init__(self, screen: BinScreen, line: BinLine) -> None:
        super().__init__(focusable=True, inset=RING_INSET)
        self._shell = screen.shell
        self._kind, self._text, self._about, self._day = Small(), ElidedLabel(), Small(), Small()
        self._kind.setMinimumWidth(90)
        back = self.back = Button(t("Give back"), "quiet")
        self.line.addWidget(self._kind)
        self.line.addWidget(self._text, 1)
        self.line.addWidget(self._about)
        self.line.addWidget(self._day)
        self.line.addWidget(back)
        back.clicked.connect(lambda: screen.give_back(line.kind, line.id))
        self.activated.connect(lambda: screen.give_back(line.kind, line.id))

    def show_line(self, line: BinLine) -> None:
        """Show what was thrown away."""
        self._kind.setText(t(_KINDS[line.kind]))
        self._text.setText(line.text)
        self._about.setText(line.about)
        self._about.setVisible(bool(line.about))
        self._day.setText(self._shell.date_text(line.binned_on))
        self.set_name(t("Give back {kind}: {text}", kind=t(_KINDS[line.kind]), text=line.text[:100]))
        self.back.setAccessibleName(self.accessibleName())
