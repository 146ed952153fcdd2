"""What Today says in a library that holds nothing yet."""

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from negdesk.desktop.controls.labels import Subtitle, Title
from negdesk.desktop.page_head import action_button
from negdesk.desktop.qt_numbers import ACROSS
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.wording import t


class Beginning(QWidget):
    """What to do first in an empty library."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 90, 0, 0)
        column.setSpacing(10)
        title = Title(t("What do you want to agree on?"))
        line = Subtitle(
            t("A title is enough to begin. A plan, a meeting and a page you both keep come from it, step by step.")
        )
        begin = action_button("new_negotiation", lambda: shell.go(Place("new_negotiation")), kind="primary")
        for each in (title, line):
            each.setProperty("alignment", ACROSS)
            column.addWidget(each)
        column.addSpacing(8)
        middle = QBoxLayout(QBoxLayout.Direction.RightToLeft)  # an odd pixel goes to the right, as with `AlignHCenter`
        middle.addStretch(1)
        middle.addWidget(begin)
        middle.addStretch(1)
        column.addLayout(middle)
