"""A new, empty library with its search index, made once for a whole run and then copied: making one takes 50 ms.

Each copy is what `open_library` and the first gesture make; that these two do so is tested where they are.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from negdesk.desk import Desk
from negdesk.storage.database import open_library


def empty_desk(library: Path) -> Desk:
    """A desk on a new, empty, plain library at this place, where none is yet."""
    library.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    library.touch(mode=0o600, exist_ok=False)
    library.write_bytes(_empty())
    return Desk(open_library(library))


@cache
def _empty() -> bytes:
    with TemporaryDirectory(prefix="negdesk-") as folder:
        path = Path(folder) / "library.negdesk"
        database = open_library(path)
        desk = Desk(database)
        desk.warm_up()
        # As a library that was never saved, which has no name for itself yet: two copies are two libraries.
        database.connection.execute("UPDATE saving SET number = 0, library = ''")
        desk.close()
        return path.read_bytes()
