"""The line that says what a new promise belongs to: the name of a negotiation or of a counterpart."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.promise import Subject, promise_subjects


class AboutLine(QLineEdit):
    """A name is completed while it is typed. The names are asked for when the cursor comes."""

    def __init__(self, shell: Shell, add: Callable[[], object]) -> None:
        super().__init__()
        self._shell = shell
        self._subjects: dict[str, Subject] = {}
        self.setPlaceholderText(t("with whom, about what"))
        self.setAccessibleName(t("Which negotiation or counterpart it belongs to"))
        self.returnPressed.connect(add)

    def subject(self) -> Subject | None:
        """What is named; nothing where the line is empty. Raises `Refusal` for a name that nobody has."""
        name = self.text().strip()
        if not name:
            return None
        self._learn()
        found = self._subjects.get(name.casefold())
        if found is None:
            raise Refusal(
                t("Nobody and nothing here is called “{name}”. Choose one of the list, or leave it empty.",
                  name=name[:60]),
                "about",
            )  # fmt: skip
        return found

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._learn()
        super().focusInEvent(event)

    def _learn(self) -> None:
        # In the order of the query: what goes on first, so that it is meant where two have one name.
        subjects: dict[str, Subject] = {}
        for each in self._shell.desk.ask(promise_subjects):
            subjects.setdefault(each.name.casefold(), each)
        if subjects == self._subjects:
            return
        self._subjects = subjects
        completer = QCompleter([each.name for each in subjects.values()], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
