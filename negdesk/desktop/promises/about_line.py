"""What a promise belongs to, by name: a negotiation or a counterpart."""

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from negdesk.desktop.controls.names_offered import NamesOffered
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.promise import Subject, promise_subjects


class Subjects:
    """The names of what a promise can belong to, for one line in which they are typed."""

    def __init__(self, shell: Shell, line: QLineEdit) -> None:
        self._shell = shell
        self._held: dict[str, Subject] = {}
        self._names = NamesOffered(line)

    def find(self, name: str) -> Subject | None:
        """What is called so; nothing for no name. Raises `Refusal` for a name that nobody has."""
        name = name.strip()
        if not name:
            return None
        self.learn()
        found = self._held.get(name.casefold())
        if found is None:
            raise Refusal(
                t("Nobody and nothing here is called “{name}”. Choose one of the list, or leave it empty.",
                  name=name[:60]),
                "about",
            )  # fmt: skip
        return found

    def learn(self) -> None:
        """Ask for the names anew, and have the line complete them."""
        subjects = self._shell.desk.ask(promise_subjects)
        held = {each.said.casefold(): each for each in subjects}
        # In the order of the query: what goes on first is meant by a name that two have.
        for each in subjects:
            held.setdefault(each.name.casefold(), each)
        self._held = held
        self._names.offer([each.said for each in subjects])

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is for the list of names."""
        return self._names.takes(event)


class AboutLine(QLineEdit):
    """The line of a new promise that says what it belongs to. The names are asked for when the cursor comes.

    Enter takes what is chosen in the list of names, or the only one in it; where there is no list it adds the promise.
    """

    def __init__(self, shell: Shell, add: Callable[[], object]) -> None:
        super().__init__()
        self._subjects = Subjects(shell, self)
        self.setPlaceholderText(t("with whom, about what"))
        self.setAccessibleName(t("Which negotiation or counterpart it belongs to"))
        self.returnPressed.connect(add)

    def subject(self) -> Subject | None:
        """What is named; nothing where the line is empty. Raises `Refusal` for a name that nobody has."""
        return self._subjects.find(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._subjects.learn()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._subjects.takes(event):
            super().keyPressEvent(event)
