"""The fields that are edited in place: they look like plain text until the pointer or the cursor is in them."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.field import INSET, Field, mark_refused
from negdesk.desktop.controls.line_field import AmountField, LineField
from negdesk.desktop.controls.restyling import restyle
from negdesk.desktop.controls.text_field import TextField

__all__ = [
    "AmountField", "ChoiceField", "DateField", "Field", "LineField", "TextField", "flush_left", "mark_refused",
    "restyle",
]  # fmt: skip


def flush_left(field: QWidget, *, right: bool = False, inset: int = INSET) -> QHBoxLayout:
    """A line for a field so that its text begins where a label's would; with `right` it ends there too.

    For a `RowList` of inset rows give their `inset`. What is around needs that much room at its sides.
    """
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addSpacing(-inset)
    line.addWidget(field, 1)
    if right:
        line.addSpacing(-inset)
    return line
