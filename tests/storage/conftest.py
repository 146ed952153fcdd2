"""What tests of whole library files may ask for."""

from pathlib import Path

import pytest

from negdesk.desk import Desk
from negdesk.storage.backup import Access
from negdesk.storage.database import open_library
from negdesk.storage.library_key import new_key
from tests.storage.libraries import fill


@pytest.fixture(params=["plain", "encrypted"])
def kept(request: pytest.FixtureRequest, library: Path) -> Access:
    """A library with something in it, plain and encrypted, closed."""
    key = new_key() if request.param == "encrypted" else None
    desk = Desk(open_library(library, key))
    access = desk.access
    fill(desk, 8, 3)
    desk.close()
    return access
