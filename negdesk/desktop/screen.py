"""What every screen is: it shows a place, asks its sheet again after each change, and settles its text when left."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.refusal import Refusal
from negdesk.queries.draft import draft_at, has_drafts

Handlers = Mapping[str, Callable[[], object]]
"""What a screen does for an action of the table in `actions`, by the action's name."""


class Screen(QWidget):
    """A whole page. After each change, undo or redo, and when the shield is set, `refresh` is called while it is shown.

    A screen that was hidden is refreshed when its place is shown again; when the shield comes on it is refreshed at
    once as well, for what it holds can be read out although nobody sees it.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._was_shown = False
        shell.changed.connect(self._on_change)
        shell.shield_changed.connect(self._on_shield)

    def show_place(self, place: Place) -> None:
        """Show this place, with the cursor where it asks for."""
        self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Ask the sheet again and show it; `change` says what changed, or is None where everything may have."""

    @property
    def typed_place(self) -> str:
        """What of all is shown here: where the texts are kept that its fields refused."""
        return type(self).__name__

    def keep_typed(self, key: str, text: str) -> None:
        """Keep in the library what a field refused, which undo passes by; an empty text keeps nothing any more."""
        keep_in_drafts(self.shell, f"{self.typed_place}:{key}", text)

    def typed_at(self, key: str) -> str:
        """What a field of this place refused."""
        return read_in_drafts(self.shell, f"{self.typed_place}:{key}")

    def take_up_typed(self) -> None:
        """Have what the fields of this place refused stand in them again, with the reasons; called once it is shown."""
        desk = self.shell.desk
        if not desk.read_only and desk.ask(has_drafts, f"typed:{self.typed_place}:"):
            from negdesk.desktop.controls.typed import take_up_typed

            take_up_typed(self)

    def flush(self) -> None:
        """Save every text that has not settled; called before the page changes or the window closes."""
        settle(self)

    def handlers(self) -> Handlers:
        """The actions which this screen does."""
        return {}

    def sheets(self) -> Handlers:
        """What opens each sheet of this place in which one types, by its kind (see the module `kept_sheet`)."""
        return {}

    def showEvent(self, event: QShowEvent) -> None:
        self._was_shown = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self.refresh(change)

    def _on_shield(self, masked: bool) -> None:
        if self.isVisible():
            self.refresh(None)
        elif masked and self._was_shown:
            QTimer.singleShot(0, self, self._mask_unseen)  # the shown one comes first

    def _mask_unseen(self) -> None:
        if self.shell.shielded and not self.isVisible() and not self.shell.desk.closed:
            self.refresh(None)


def keep_in_drafts(shell: Shell, place: str, text: str) -> None:
    """Keep what was refused at a place. Where the disk refuses that too, the text is still on the screen."""
    with suppress(Refusal):
        shell.try_do(commands.draft.keep_typed, f"typed:{place}", text)


def read_in_drafts(shell: Shell, place: str) -> str:
    """What was refused at a place."""
    import json  # here, as below, because the first paint has no field

    kept = shell.desk.ask(draft_at, f"typed:{place}")
    return str(json.loads(kept)) if kept else ""


def put_aside(within: QWidget) -> None:
    """Have fields that are about to show something else let go of what they refused, which is kept by then."""
    from negdesk.desktop.controls.add_line import AddLine
    from negdesk.desktop.controls.field import Field

    for child in within.findChildren(QWidget):
        if isinstance(child, Field | AddLine) and (child.pending or (isinstance(child, Field) and child.unseen)):
            child.forget()


class Panel(Screen):
    """One of the four steps of a negotiation, inside the negotiation's page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.negotiation_id = 0

    @property
    def typed_place(self) -> str:
        return f"{super().typed_place}:{self.negotiation_id}"

    def show_negotiation(self, negotiation_id: int, focus: str = "") -> None:
        """Show this negotiation, with the cursor on `focus` (a gap's key or ``"TABLE:ID"``) where it is given."""
        self.negotiation_id = negotiation_id
        self.refresh(None)

    def primary_action(self) -> tuple[str, Callable[[], object]] | None:
        """The words and the deed of the page's main button while this step is shown."""
        return None


def settle(within: QWidget) -> None:
    """Save the unsettled text of every field in a widget."""
    for child in within.findChildren(QWidget):
        flush = None if isinstance(child, Screen) else getattr(child, "flush", None)
        if callable(flush):
            flush()
