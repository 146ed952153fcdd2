"""Paths as people type them into a sheet: "~" is their own folder, and nothing that stands there is an error."""

from collections.abc import Callable
from pathlib import Path


def typed_path(text: str) -> Path:
    """The path that was typed; the name of a user whom this computer does not know is one like any other."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def answers(asks: Callable[[], bool]) -> bool:
    """What a path answers; no where the system cannot say, as for a name that is too long. Using it says why then."""
    try:
        return asks()
    except OSError:
        return False
