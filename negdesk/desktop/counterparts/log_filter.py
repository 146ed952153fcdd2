"""The line above a log that leaves out what is not looked for: by kind, time, negotiation and tag."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.reading import reads
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.wording import t
from negdesk.queries.counterpart import NegotiationOf
from negdesk.queries.log_filter import EntryFilter, LogTag

_DAYS = {"30": 30, "90": 90, "365": 365}


class LogFilter(QWidget):
    """Says `changed` when another entry is looked for; *Show all* takes it all back."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        kinds = [("", t("Every kind")), *((kind.value, kind.label) for kind in EntryKind)]
        times = [
            ("", t("At any time")), ("30", t("Last 30 days")), ("90", t("Last 90 days")), ("365", t("Last 12 months")),
        ]  # fmt: skip
        self.kind = ChoiceField(t("Show entries of the kind"), kinds, self._on_choice)
        self.time = ChoiceField(t("Show entries of the time"), times, self._on_choice)
        self.negotiation = ChoiceField(t("Show entries about the negotiation"), [], self._on_choice)
        self.tag = ChoiceField(t("Show entries with the tag"), [], self._on_choice)
        self.all = Button(t("Show all"), "quiet")
        self.all.clicked.connect(lambda: self.forget())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for widget in (self.kind, self.time, self.negotiation, self.tag, self.all):
            line.addWidget(reads(widget))
        line.addStretch(1)
        self.offer((), ())

    def offer(self, negotiations: Sequence[NegotiationOf], tags: Sequence[LogTag]) -> None:
        """Let one choose among these; a choice that no longer is one is taken back."""
        self.negotiation.set_choices([("", t("Everything")), *((str(each.id), each.title) for each in negotiations)])
        self.tag.set_choices([("", t("Every tag")), *((str(each.id), f"#{each.name}") for each in tags)])
        for field, offered in ((self.negotiation, negotiations), (self.tag, tags)):
            if not field.text():
                field.set_value("")
            field.setVisible(bool(offered))
        self.all.setVisible(bool(self.chosen(date.max)))

    def chosen(self, today: date) -> EntryFilter:
        """What is looked for."""
        days = _DAYS.get(self.time.text())
        return EntryFilter(
            kind=EntryKind(self.kind.text()) if self.kind.text() else None,
            since=today - timedelta(days=days) if days is not None else None,
            negotiation_id=int(self.negotiation.text()) if self.negotiation.text() else None,
            tag_id=int(self.tag.text()) if self.tag.text() else None,
        )

    def forget(self) -> None:
        """Look for everything again."""
        before = self.chosen(date.max)
        for field in (self.kind, self.time, self.negotiation, self.tag):
            field.set_value("")
        if before:
            self.changed.emit()

    def _on_choice(self, _key: str) -> None:
        self.changed.emit()
