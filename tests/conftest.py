"""What every test may ask for: a real library file, a desk on it, and a window that leaves nothing behind."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.storage import key_file
from negdesk.storage.key_file import Cost
from tests.empty_library import empty_desk

if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    # Without a display Qt would end the whole run at the first window; its screenless platform shows them all.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes says how busy the computer is; `packaging/benchmarks` measures.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Nor is it a fault where a computer is slow: a wait ends as soon as what is waited for is there.
for wait in (QtBot.waitUntil, QtBot.waitSignal):
    wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": 60_000}

# The key store of whoever runs the tests is none of their business; those about a key store bring their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where the test's own library file lies; it is made by whoever opens it first."""
    return tmp_path / "library.negdesk"


@pytest.fixture
def desk(library: Path) -> Iterator[Desk]:
    """A desk on a new, empty library file."""
    desk = empty_desk(library)
    yield desk
    desk.close()


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that are quick to try, as no test needs slow ones, and none from the environment."""
    monkeypatch.setattr(key_file, "Cost", lambda: Cost(1, 64, 1))
    monkeypatch.delenv("NEGDESK_PASSPHRASE", raising=False)
