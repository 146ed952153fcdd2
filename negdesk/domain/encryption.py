"""By what a library opens: a passphrase, this computer's key store, or nothing at all where it is plain."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EncryptionState:
    """How a library is locked, and whether this computer has a key store at all and that keeps its key."""

    encrypted: bool
    has_passphrase: bool
    store_works: bool
    stored: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a library is to open: with a passphrase unless it is empty, and by the system's key store where `in_store`.

    Neither of the two means that it is to be plain.
    """

    passphrase: str = field(default="", repr=False)
    in_store: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether there is anything to open it with."""
        return bool(self.passphrase or self.in_store)
