"""Another library before it is merged: what comes in, where the two differ, and what would be set aside."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.backups.before_change import backed_up
from negdesk.desktop.backups.row_words import name_words
from negdesk.desktop.controls.tabs import StepTabs
from negdesk.desktop.exchange.lines_table import LinesTable
from negdesk.desktop.shell import Shell
from negdesk.domain.backup import Reason
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.merge_account import MergeAccount
from negdesk.domain.thing_words import one_of
from negdesk.domain.wording import t

Progress = Callable[[int, int], None]


class LibraryPanel(QWidget):
    """Nothing is changed before `take_in`. Raises `Refusal` when it is made of what no library could hold."""

    def __init__(self, shell: Shell, theirs: LibraryContent, tell: Progress) -> None:
        super().__init__()
        self._shell, self._theirs = shell, theirs
        self._account: MergeAccount = shell.desk.ask(commands.library.account_of_merge, theirs, tell)
        found = self._account
        self.added = LinesTable(t("Comes in"), (t("Kind"), t("What"), t("Of")), open_columns=(0,))
        self.added.show_lines(len(found.added), lambda n: self._row(found.added[n]))
        self.differing = LinesTable(
            t("Differs"),
            (t("Kind"), t("What"), t("Field"), t("Here"), t("There"), t("Stays")),
            open_columns=(0, 2, 5),
        )
        self.differing.show_lines(len(found.differing), self._difference)
        self.aside = LinesTable(
            t("Set aside"), (t("Kind"), t("What"), t("Field"), t("What it said")), open_columns=(0, 2)
        )
        self.aside.show_lines(len(found.aside), self._aside)
        self.removed = LinesTable(t("Removed"), (t("Kind"), t("What"), t("Of")), open_columns=(0,))
        self.removed.show_lines(len(found.removed), lambda n: self._row(found.removed[n]))
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        found = self._account
        names = [
            t("Comes in ({n})", n=len(found.added)),
            t("Differs ({n})", n=len(found.differing)),
            t("Set aside ({n})", n=len(found.aside)),
        ]
        if found.removed:
            names.append(t("Removed ({n})", n=len(found.removed)))
        self.tabs = StepTabs(names, t("What is shown"))
        self._pages = QStackedWidget()
        for table in (self.added, self.differing, self.aside, self.removed):
            table.fit(0)
            self._pages.addWidget(table)
        self.tabs.chosen.connect(self._pages.setCurrentIndex)
        whole.addWidget(self.tabs)
        whole.addWidget(self._pages, 1)

    def set_masked(self, on: bool) -> None:
        """Show marks in place of all that the libraries say, or show it again."""
        for table in (self.added, self.differing, self.aside, self.removed):
            table.set_masked(on)

    def _row(self, row: tuple[str, str]) -> tuple[str, ...]:
        return one_of(row[0]), self._account.title(row), self._account.belongs_to(row)

    def _difference(self, number: int) -> tuple[str, ...]:
        each, found = self._account.differing[number], self._account
        here, there, kept = (
            found.words(each.row[0], each.field, value) for value in (each.here, each.there, each.kept)
        )
        stays = t("here") if each.kept == each.here else t("there") if each.kept == each.there else kept
        return one_of(each.row[0]), self._what(each.row), name_words(each.field), here, there, stays

    def _aside(self, number: int) -> tuple[str, ...]:
        each, found = self._account.aside[number], self._account
        said = found.words(each.row[0], each.field, each.value)
        return one_of(each.row[0]), self._what(each.row), name_words(each.field) if each.field else t("all of it"), said

    def _what(self, row: tuple[str, str]) -> str:
        return self._account.title(row) or self._account.belongs_to(row)

    # Taking in

    @property
    def ready(self) -> bool:
        """Whether there is something that could come in."""
        found = self._account
        return bool(found.added or found.removed or found.differing or found.aside)

    def summary(self) -> str:
        """What Import would do."""
        if not self.ready:
            return t("All of it is here already, as it is there.")
        return t("The newest value of each field is kept; what gives way is set aside, not dropped.")

    def take_in(self, tell: Progress) -> str:
        """Merge it as one step, or nothing; returns what to say of it. Raises `Refusal`, or what `tell` raises."""
        with backed_up(self._shell, Reason.MERGE):
            merged = self._shell.try_do(commands.library.merge_library, self._theirs, tell)
        if merged.set_aside:
            return t("The library was taken in. What gave way is under Edit, Set aside.")
        return t("The library was taken in.")
