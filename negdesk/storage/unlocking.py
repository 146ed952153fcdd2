"""Finds the key of an encrypted library: in the system's key store, or by what a person types."""

from pathlib import Path

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage import key_store
from negdesk.storage.connection import Damaged, KeyNeeded, salt_of_encrypted
from negdesk.storage.database import Database, open_library
from negdesk.storage.encryption import Lock, make_encrypted, set_encryption
from negdesk.storage.key_file import envelopes_beside, is_empty_key_file, lock_key, unlock_key, write_key_file
from negdesk.storage.library_key import LibraryKey, key_of_code, looks_like_code


def open_with(path: Path, typed: str = "", *, read_only: bool = False, backups: Path | None = None) -> Database:
    """Open a library; an encrypted one with what was `typed`, a passphrase or a recovery code, else by the key store.

    A key store that has no key or another one is no error: raises `KeyNeeded`, so that the passphrase is asked for.
    """
    try:
        return open_library(path, read_only=read_only, backups=backups)
    except KeyNeeded as needed:
        if typed:
            return open_library(path, key_by(path, typed, needed.salt), read_only=read_only, backups=backups)
        key = key_store.stored_key(needed.salt)
        if key is None:
            raise
        try:
            return open_library(path, key, read_only=read_only, backups=backups)
        except Damaged:
            # Either the store keeps another key, or the file is damaged: the passphrase will tell.
            raise needed from None


def find_key(path: Path, typed: str = "") -> tuple[LibraryKey | None, bytes]:
    """The key and the salt of a library that opens with it; nothing and empty where it is plain."""
    salt = salt_of_encrypted(path)
    if not salt:
        open_library(path).close()
        return None, b""
    key = key_by(path, typed, salt) if typed else key_store.stored_key(salt)
    if key is None:
        raise KeyNeeded(path.name, salt)
    open_library(path, key).close()
    return key, salt


def key_by(path: Path, typed: str, salt: bytes) -> LibraryKey:
    """The key, by a passphrase or a recovery code. Raises `Refusal` that says which of them does not fit.

    A passphrase is tried as it was typed, then without the blanks around it, which come along where it is pasted.
    """
    slip: Refusal | None = None
    if looks_like_code(typed):
        try:
            return key_of_code(typed)
        except Refusal as refusal:
            slip = refusal  # unless it is a passphrase of as many letters
    envelopes = envelopes_beside(path) or key_store.stored_envelopes(salt)
    if slip is not None and not envelopes:  # it can only have been meant as a code
        raise slip
    if not envelopes and has_no_passphrase(path):
        raise Refusal(
            t(
                "{name} has no passphrase: the key store of the computer it was made on opens it, or its recovery "
                "code.",
                name=path.name,
            ),
            "passphrase",
        )
    if not envelopes:
        raise Refusal(
            t(
                "The key file of {name} is not beside it, so no passphrase can open it. Put {name}.key back, or write "
                "the recovery code. If {name} never was a library of NegDesk, nothing opens it.",
                name=path.name,
            ),
            "passphrase",
        )
    for words in dict.fromkeys((typed, typed.strip())):
        # That of this very file first; where its head was damaged the others still tell a wrong passphrase apart.
        for envelope in sorted(envelopes, key=lambda each: each.salt != salt.hex()):
            key = unlock_key(envelope, words)
            if key is not None:
                return key
    raise slip or Refusal(t("This passphrase does not open {name}. Nothing was changed.", name=path.name), "passphrase")


def change_passphrase(path: Path, key: LibraryKey, salt: bytes, passphrase: str) -> None:
    """Lock the same key with another passphrase; the recovery code stays the same."""
    envelope = lock_key(key, salt, passphrase)
    write_key_file(path, [envelope])
    if key_store.stored_key(salt) == key:
        key_store.keep_key(salt, key, [envelope])


def make_locked(path: Path, lock: Lock, in_store: bool) -> None:
    """Make a new encrypted library, its key in the key store too where that is wanted. Raises `Refusal`."""
    if in_store:
        _keep_before(lock)
    try:
        make_encrypted(path, lock)
    except BaseException:
        if in_store:
            key_store.forget_key(lock.salt)
        raise


def give_lock(
    path: Path, old_key: LibraryKey | None, old_salt: bytes, lock: Lock | None, in_store: bool | None = None
) -> None:
    """Encrypt, decrypt or give a new key, with the key store following: as it was, or as `in_store` says.

    Raises `Refusal`; then all is as it was. The store has the new key before the library needs it and keeps the old one
    until it does not, so that whatever a crash leaves opens without typing as well.
    """
    kept = bool(old_salt) and key_store.stored_key(old_salt) is not None
    wanted = kept if in_store is None else in_store
    if lock is not None and wanted:
        _keep_before(lock)
    try:
        set_encryption(path, old_key, lock)
    except BaseException:
        if lock is not None and wanted:
            key_store.forget_key(lock.salt)
        raise
    if kept:
        key_store.forget_key(old_salt)


def has_no_passphrase(path: Path) -> bool:
    """Whether the key file says that no passphrase was ever chosen; a key file that is gone says nothing."""
    return is_empty_key_file(path)


def _keep_before(lock: Lock) -> None:
    """Have the store keep the key. Where that is the only way in, its refusal ends it all; else typing remains."""
    if not key_store.keep_key(lock.salt, lock.key, lock.envelopes) and lock.envelope is None:
        raise Refusal(t("The key store did not take the key. Nothing was changed. Choose a passphrase instead."))
