"""What Today says in a library that holds nothing yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk.desktop.controls.labels import Subtitle, Title
from negdesk.desktop.page_head import action_button
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
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addSpacing(8)
        column.addWidget(begin, 0, Qt.AlignmentFlag.AlignHCenter)
