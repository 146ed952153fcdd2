"""Key stores in memory, in place of the system's own."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend


class Store(KeyringBackend):
    """A key store in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class BrokenStore(Store):
    """A key store that fails whatever it is asked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("no such service")


class ReadableStore(Store):
    """A key store that keeps what it is given where anybody can read it, and so ranks below 1."""

    priority = 0.5  # type: ignore[assignment]  # keyring takes any number


@contextmanager
def in_use(store: KeyringBackend) -> Iterator[None]:
    """Have this store be the system's for the time of the block."""
    before = keyring.get_keyring()
    keyring.set_keyring(store)
    try:
        yield
    finally:
        keyring.set_keyring(before)
