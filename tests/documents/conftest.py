"""The library that papers are made of in the tests."""

from collections.abc import Iterator

import pytest

from negdesk.storage.database import Database
from tests.documents.oat_flour import oat_library


@pytest.fixture
def oats() -> Iterator[Database]:
    """The oat flour negotiation, new for each test."""
    with oat_library() as database:
        yield database
