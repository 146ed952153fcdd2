"""Telling the style sheet that a widget's properties have changed."""

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
