"""What was typed and not taken: handed to whoever keeps it, so that it stands in its field again, whatever happens.

A field is found again by its page, the rows it stands in, and what it is called.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from negdesk.desktop.controls.field import Field


@runtime_checkable
class KeepsTyped(Protocol):
    """A page, or a sheet, that keeps what was typed into its fields and not taken."""

    def keep_typed(self, key: str, text: str) -> None:
        """Keep a text; an empty one keeps nothing any more."""

    def typed_at(self, key: str) -> str:
        """The text that was kept."""


def keep_typed(widget: QWidget, name: str, text: str) -> None:
    """Have what was typed into `widget`, which is called `name`, kept by the page it is on, if that keeps such."""
    keeper, key = place_of(widget, name)
    if keeper is not None:
        keeper.keep_typed(key, text)


def typed_at(widget: QWidget, name: str) -> str:
    """What was typed there and kept; nothing where nothing was."""
    keeper, key = place_of(widget, name)
    return keeper.typed_at(key) if keeper is not None else ""


def take_up_typed(page: QWidget) -> None:
    """Have all that was kept of a page's fields stand in them again, by their own `take_up_typed`.

    What is inside another keeper is that one's.
    """
    for child in page.findChildren(QWidget):
        take_up = None if isinstance(child, KeepsTyped) else getattr(child, "take_up_typed", None)
        keeper: object = place_of(child, "")[0] if callable(take_up) else None
        if callable(take_up) and keeper is page:
            take_up()
            if isinstance(child, Field) and child.refusal:
                _unfold(child, page)


def place_of(widget: QWidget, name: str) -> tuple[KeepsTyped | None, str]:
    """Who keeps what is typed into `widget`, which is called `name`, and by which key."""
    parts: list[str] = [name]
    above: QWidget | None = widget
    while above is not None and not isinstance(above, KeepsTyped):
        row = getattr(above, "row_id", None)
        if row is not None:
            parts.append(str(row))
        above = above.parentWidget()
    return above, "/".join(reversed(parts))


def _unfold(field: QWidget, page: QWidget) -> None:
    """Show the details of a row in which a field is, so that one sees what is to be mended."""
    above = field.parentWidget()
    while above is not None and above is not page:
        if above.property("details") and above.isHidden():
            above.show()
        above = above.parentWidget()
