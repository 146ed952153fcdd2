"""What holds for every test of the desktop: none leaves a window behind for the next one."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.letting_go import let_go_of_windows


@pytest.fixture(autouse=True)
def _no_window_is_left(qapp: QApplication) -> Iterator[None]:
    yield
    left = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    for each in left:
        each.close()
    let_go_of_windows()
    assert left == []
