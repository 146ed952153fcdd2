"""Cells of a table that a spreadsheet would run as a formula are written so that it shows them, and read back as they
were."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def neutral(text: str) -> str:
    """`text` as a cell that no spreadsheet runs: an apostrophe before what begins like a formula.

    A text that begins with an apostrophe gets one more, so that reading gives back exactly what was written.
    """
    return _GUARD + text if text.startswith((*_STARTS, _GUARD)) else text


def as_read(cell: str) -> str:
    """What a cell said before it was made neutral."""
    inside = cell[1:]
    return inside if cell.startswith(_GUARD) and inside.startswith((*_STARTS, _GUARD)) else cell
