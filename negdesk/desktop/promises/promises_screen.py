"""Promises of both sides in one place: late, due, later, settled."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from negdesk.desk import Change
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.rows import RING_INSET, go_on
from negdesk.desktop.page_head import PageHead, scrolling_page
from negdesk.desktop.promises.new_promise import NewPromise
from negdesk.desktop.promises.promise_lines import PromiseLines
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.wording import t, tn
from negdesk.queries.promise import SETTLED_SHOWN, PromiseRow, promises_sheet


class PromisesScreen(Screen):
    """The first line adds one; Up and Down go from it through all, and `PromiseLine` says what its keys do."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._settled_shown = SETTLED_SHOWN
        page = scrolling_page(self)
        self._head = PageHead()
        page.addWidget(self._head)
        self.new = NewPromise(shell)
        self.new.left_downwards.connect(lambda: self._go_on(-1, 1))
        page.addWidget(self.new)
        self._empty = Label(
            t("No promises yet. What is accepted with a day comes here by itself, and what you add above."),
            kind="muted",
            wrap=True,
        )
        page.addWidget(self._empty)
        self.groups = {
            name: _Group(shell, words)
            for name, words in (
                ("late", t("Late")),
                ("due", t("Due this week")),
                ("later", t("Later")),
                ("settled", t("Settled")),
            )
        }
        for at, group in enumerate(self.groups.values()):
            page.addWidget(group)
            group.lines.beyond = partial(self._go_on, at)
        self.older = reads(Button("", "quiet"))
        self.older.clicked.connect(self._show_older)
        self.groups["settled"].body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        page.addStretch(1)

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        kind, _, number = place.focus.partition(":")
        if kind == "promise" and number.isdecimal():
            for group in self.groups.values():
                row = group.lines.row(int(number))
                if row is not None:
                    row.take_cursor()
                    return
        self.new.take_cursor()

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(promises_sheet, self.shell.today(), self._settled_shown)
        parts = {"late": sheet.late, "due": sheet.due, "later": sheet.later, "settled": sheet.settled}
        cursor = QApplication.focusWidget()
        left = next((name for name, group in self.groups.items() if cursor and group.lines.isAncestorOf(cursor)), "")
        for name, rows in parts.items():
            self.groups[name].show_rows(rows)
        at = list(parts).index(left) if left else -1
        if left and not parts[left] and not self._go_on(at, 1):  # its last line went elsewhere
            self._go_on(at, -1)
        standing = len(sheet.late) + len(sheet.due) + len(sheet.later)
        self._head.say(t("Promises"), tn("One open", "{n} open", standing) if standing else t("None open"))
        self._empty.setVisible(not any(parts.values()))
        self.older.set_text(tn("Show one older", "Show {n} older", sheet.older))
        self.older.setVisible(sheet.older > 0)

    def _go_on(self, at: int, step: int) -> bool:
        """As `go_on` through the groups; before the first of them is the line of a new promise."""
        gone = go_on([group.lines for group in self.groups.values()], at, step)
        if not gone and step < 0:
            self.new.take_cursor()
        return gone or step < 0

    def _show_older(self) -> None:
        last = self.groups["settled"].lines.rows()[-1]
        self._settled_shown += SETTLED_SHOWN
        self.refresh(None)
        last.take_cursor()


class _Group(Card):
    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(title)
        self.lines = PromiseLines(shell, "", about=True)
        self.body.addLayout(flush_left(self.lines, right=True, inset=RING_INSET))

    def show_rows(self, rows: tuple[PromiseRow, ...]) -> None:
        """Show these; hidden where there is none."""
        self.lines.show_promises(rows)
        self.setVisible(bool(rows))
