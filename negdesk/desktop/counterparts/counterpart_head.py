"""The head of a counterpart's page: name and job title, edited in place, and when the two were last in touch."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negdesk.desktop.controls.field import INSET, Field
from negdesk.desktop.controls.labels import ElidedLabel
from negdesk.desktop.controls.line_field import LineField
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.wording import t
from negdesk.queries.counterpart import CounterpartPage


class CounterpartHead(QWidget):
    """Looks as every page's head does, until the pointer or the cursor is in it; place it with `flush_left`."""

    def __init__(self, rename: Callable[[str], object], set_job: Callable[[str], object]) -> None:
        super().__init__()
        self.name = LineField(t("Name"), rename, size="title")
        self.job_title = LineField(t("Job title"), set_job, size="subtitle", hugs=True)
        self._rest = ElidedLabel(kind="subtitle")
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.job_title)
        below.addSpacing(-INSET)
        below.addWidget(self._rest, 1)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addLayout(below)
        self.job_title.say_beneath(words)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)

    def add(self, button: QPushButton) -> QPushButton:
        """Put a button at the right end."""
        self._buttons.addWidget(button)
        return button

    def fields(self) -> tuple[Field, ...]:
        """The fields that hold what belongs to one counterpart."""
        return self.name, self.job_title

    def show_page(self, page: CounterpartPage) -> None:
        """Show whose page it is."""
        self.name.set_value(page.name)
        self.job_title.set_value(page.job_title)
        person = page.kind is CounterpartKind.PERSON
        self.job_title.set_placeholder(t("add a job title") if person else t("add what they do"))
        organisation = page.organisation.name if page.organisation is not None else ""
        rest = " · ".join(part for part in (organisation, page.contact) if part)
        self._rest.setText(f"· {rest}" if rest else "")
