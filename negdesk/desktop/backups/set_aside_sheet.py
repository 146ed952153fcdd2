"""What gave way when libraries were merged or rows brought back: read beside what is said now, and brought back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from negdesk.desktop.backups.bring_back_sheet import BackSheet, BackWords
from negdesk.desktop.backups.row_words import moment_words
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.labels import Body
from negdesk.desktop.shell import Shell
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.wording import t, tn
from negdesk.queries.set_aside import AsideMoment, aside_moments, before_moment, uid_of


class SetAsideSheet(BackSheet):
    """A moment is chosen, the newest first; the rest is as when things of a backup are brought back.

    With a `page` (``negotiation`` or ``counterpart``, and its number) only what is on that page is listed at first.
    """

    def __init__(self, shell: Shell, parent: QWidget, page: tuple[str, int] | None = None) -> None:
        self._moments: tuple[AsideMoment, ...] = ()
        self._page_uid = shell.desk.ask(uid_of, *page) if page is not None else ""
        self.moment = ChoiceField(t("When it was set aside"), [], lambda _key: self.read(), framed=True)
        self.only = TickBox(t("Only what is on this page"), checked=bool(self._page_uid))
        self.only.clicked.connect(lambda: self.read())
        words = BackWords(
            title=t("Set aside"),
            about=t(
                "This is what gave way: another library said something newer, or had removed it. Tick what is to come "
                "back. What is said now is set aside in its turn, and one undo takes it all back."
            ),
            then=t("What it said"),
            nothing=t(
                "Nothing is set aside here. When two libraries are merged, what gives way can be read and brought back "
                "here. What a log entry said before an edit is under “Said before” in the entry."
            ),
        )
        super().__init__(shell, parent, words)

    def above_list(self) -> None:
        """The moment, and whether only this page is meant."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.moment)
        line.addStretch(1)
        said = Body(self.only.accessibleName())
        line.addWidget(self.only, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(said)
        for widget in (self.only, said):
            widget.setVisible(bool(self._page_uid))
        self.column.addLayout(line)

    def content(self) -> LibraryContent | None:
        """The library as it would be had nothing given way at the moment that is chosen."""
        self._moments = self._shell.ask(aside_moments)
        self.moment.set_choices([(each.key, self._words(each)) for each in self._moments])
        if not self.moment.text() and self._moments:
            self.moment.set_value(self._moments[0].key)
        self.moment.setVisible(bool(self._moments))
        return self._shell.desk.ask(before_moment, self.moment.text()) if self._moments else None

    def listed(self, page_uid: str) -> bool:
        """Whether the lines of a page are listed."""
        return not self.only.isChecked() or page_uid == self._page_uid

    def _words(self, moment: AsideMoment) -> str:
        things = tn("one thing", "{n} things", moment.things)
        return t("{when}: {things}", when=moment_words(self._shell, moment.key), things=things)
