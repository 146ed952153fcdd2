"""Work on a library's file that goes on until its process is killed: a new key, encrypting, decrypting, upgrading."""

import shutil
from itertools import count
from pathlib import Path

from negdesk.storage import encryption, key_file
from negdesk.storage.database import open_library
from negdesk.storage.encryption import new_lock
from negdesk.storage.key_file import Cost
from negdesk.storage.library_key import new_key
from negdesk.storage.unlocking import find_key, give_lock
from tests.kills import say
from tests.storage.written_in_place import put_slowly


def rekey(library: str, typed: str, careless: bool) -> None:
    """Give the library one new key after the other, and say each time that it was done."""
    _be_quick(careless)
    path = Path(library)
    key, salt = find_key(path, typed)
    for number in count():
        lock = new_lock(new_key(), typed)
        give_lock(path, key, salt, lock)
        key, salt = lock.key, lock.salt
        say({"done": number})


def encrypt_and_decrypt(library: str, typed: str, careless: bool) -> None:
    """Encrypt the plain library and make it plain again, over and over."""
    _be_quick(careless)
    path = Path(library)
    for number in count():
        lock = new_lock(new_key(), typed)
        give_lock(path, None, b"", lock)
        say({"done": number, "encrypted": True})
        give_lock(path, lock.key, lock.salt, None)
        say({"done": number, "encrypted": False})


def upgrade(old: str, folder: str) -> None:
    """Upgrade copies of an old file, one after the other, each in a folder of its own."""
    for number in count():
        path = Path(folder, str(number), "library.negdesk")
        path.parent.mkdir()
        shutil.copyfile(old, path)
        say({"begins": number})
        open_library(path).close()
        say({"done": number})


def _be_quick(careless: bool) -> None:
    key_file.Cost.__init__.__defaults__ = (1, 64, 1)
    assert Cost() == Cost(1, 64, 1)
    if careless:
        vars(encryption)["put_in_place"] = put_slowly(0.004)
