"""What every test may ask for: a real library file, a desk on it, and a window that leaves nothing behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from negdesk.desk import Desk
from negdesk.storage.database import open_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where the test's own library file lies; it is made by whoever opens it first."""
    return tmp_path / "library.negdesk"


@pytest.fixture
def desk(library: Path) -> Iterator[Desk]:
    """A desk on a new, empty library file."""
    desk = Desk(open_library(library))
    yield desk
    desk.close()
