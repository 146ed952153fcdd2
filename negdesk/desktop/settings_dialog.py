"""Our side as papers name it, the usual currency, and how the program looks."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.capture_exclusion import CaptureExclusion
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.controls.typed import take_up_typed
from negdesk.desktop.mark_field import MarkField
from negdesk.desktop.screen import keep_in_drafts, read_in_drafts, settle
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t, tn
from negdesk.queries.setting import settings_sheet


class LockAfter(Protocol):
    """After how many minutes without use the library is locked, and what else locks it, as a sentence."""

    @property
    def choices(self) -> tuple[int, ...]: ...
    @property
    def minutes(self) -> int: ...
    @property
    def sentence(self) -> str: ...
    def set_minutes(self, minutes: int) -> None: ...


class SettingsDialog(SheetDialog):
    """Everything is saved as it is typed; Escape closes."""

    def __init__(
        self, shell: Shell, parent: QWidget, theme: str, set_theme: Callable[[str], None],
        exclusion: CaptureExclusion | None = None, show_encryption: Callable[[], object] | None = None,
        lock_after: LockAfter | None = None, show_backups: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, t("Settings"), width=640)
        self._shell = shell
        held = shell.desk.ask(settings_sheet)
        self.fields: dict[str, Field] = {
            "our_name": self._field("our_name", LineField, t("Our side's name"), held.our_name),
            "our_job_title": self._field("our_job_title", LineField, t("What we are"), held.our_job_title),
            "our_address": self._field("our_address", TextField, t("Address"), held.our_address),
        }
        self.mark = MarkField(shell, held.our_mark)
        self.fields["currency"] = self._field("currency", LineField, t("Usual currency"), held.currency)
        self.pages = ChoiceField(t("Paper size"), [("A4", "A4"), ("Letter", "Letter")], self._set_page, framed=True)
        self.pages.set_value(shell.page_size)
        looks = [("system", t("As the system")), ("light", t("Light")), ("dark", t("Dark"))]
        self.theme = ChoiceField(t("Theme"), looks, set_theme, framed=True)
        self.theme.set_value(theme)
        short = [self.fields["currency"], self.pages, self.theme]
        locks = lock_after if shell.desk.encrypted else None
        if locks is not None:
            short.append(self._lock_choice(locks))
        self._add_rows(short)
        self.column.addWidget(
            Small(t("Name, address and mark stand on papers for the other side. All is saved as you type."), wrap=True)
        )
        if exclusion is not None:
            self._add_recordings(exclusion)
        if show_encryption is not None:
            self._add_encryption(show_encryption)
        if show_backups is not None:
            self._add_backups(show_backups)
        if locks is not None:
            self.column.addWidget(Small(locks.sentence, wrap=True))
        take_up_typed(self)

    def _add_rows(self, short: Sequence[Field]) -> None:
        """What may be long has a row of its own; two of the `short` ones share one, for screens that are low."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        long = [(field.editor.accessibleName(), field) for name, field in self.fields.items() if name != "currency"]
        for row, (words, widget) in enumerate([*long, (t("Our mark on papers"), self.mark)]):
            grid.addWidget(Small(words), row, 0)
            grid.addWidget(widget, row, 1, 1, 3)
        below = grid.rowCount()
        for at, field in enumerate(short):
            grid.addWidget(Small(field.editor.accessibleName()), below + at // 2, at % 2 * 2)
            grid.addWidget(field, below + at // 2, at % 2 * 2 + 1)
        for column, share in ((1, 2), (3, 3)):
            grid.setColumnStretch(column, share)
        self.column.addLayout(grid)

    def _add_recordings(self, exclusion: CaptureExclusion) -> None:
        """What the system does about screen recordings, and a choice where it can do something."""
        self.column.addSpacing(4)
        if exclusion.able:
            whens = [("shield", t("While the shield is on")), ("always", t("Always"))]
            self.recordings = ChoiceField(
                t("Out of screen recordings"), whens, lambda when: exclusion.set_always(when == "always"), framed=True
            )
            self.recordings.set_value("always" if exclusion.always else "shield")
            row = QHBoxLayout()
            row.addWidget(Small(t("Out of screen recordings")))
            row.addWidget(self.recordings, 1)
            self.column.addLayout(row)
        self.column.addWidget(Small(exclusion.sentence(), wrap=True))

    def _add_encryption(self, show: Callable[[], object]) -> None:
        """Whether the library is encrypted, and the way to all that can be changed about it."""
        self.column.addSpacing(4)
        encrypted = self._shell.desk.encrypted
        self.encryption = Button(t("Encryption…"))
        self.encryption.clicked.connect(lambda: show())
        row = QHBoxLayout()
        row.addWidget(Small(t("The library is encrypted.") if encrypted else t("The library is not encrypted.")), 1)
        row.addWidget(self.encryption)
        self.column.addLayout(row)

    def _add_backups(self, show: Callable[[], object]) -> None:
        """The way to the backups and the folder they are kept in."""
        self.backups = Button(t("Backups…"))
        self.backups.clicked.connect(lambda: show())
        row = QHBoxLayout()
        row.addWidget(Small(t("Backups are made by themselves, in a folder of your choice.")), 1)
        row.addWidget(self.backups)
        self.column.addLayout(row)

    def _lock_choice(self, lock_after: "LockAfter") -> ChoiceField:
        """After how long the library is locked by itself."""
        words = {
            each: t("Never") if each == 0 else tn("{n} minute without a key", "{n} minutes without a key", each)
            for each in lock_after.choices
        }
        self.lock_after = ChoiceField(
            t("Lock after"), [(str(each), word) for each, word in words.items()],
            lambda chosen: lock_after.set_minutes(int(chosen)), framed=True,
        )  # fmt: skip
        self.lock_after.set_value(str(lock_after.minutes))
        return self.lock_after

    def _field(self, key: str, make: type[LineField] | type[TextField], words: str, text: str) -> Field:
        def save(typed: str) -> None:
            self._shell.type_into(f"setting:{key}", commands.setting.set_setting, key, typed)

        field = make(words, save, framed=True)
        field.set_value(text)
        return field

    def _set_page(self, size: str) -> None:
        self._shell.page_size = "Letter" if size == "Letter" else "A4"

    def keep_typed(self, key: str, text: str) -> None:
        """Keep what a field refused for the next time; an empty text keeps nothing any more."""
        keep_in_drafts(self._shell, f"settings:{key}", text)

    def typed_at(self, key: str) -> str:
        """What a field refused."""
        return read_in_drafts(self._shell, f"settings:{key}")

    def done(self, result: int) -> None:
        settle(self)
        super().done(result)
