"""What a crash may leave beside a library: files that were being written to take its place.

Some are in plain bytes, as while a library is being decrypted. So they carry the number of the process that makes
them, and whoever opens the library next removes those whose process is gone.
"""

import os
from contextlib import suppress
from pathlib import Path

from negdesk.processes import runs

_ENDING = ".making"


def making_file(path: Path) -> Path:
    """Where a file is written that is to take the place of the one at `path`."""
    from uuid import uuid4  # here, because the first paint does not need it

    return path.with_name(f".{path.name}.{os.getpid()}-{uuid4().hex}{_ENDING}")


def remove_left(path: Path) -> None:
    """Remove what crashed processes left of writing the library at `path`, or its key file, anew."""
    start = f".{path.name}."
    with suppress(OSError):
        for left in path.parent.iterdir():
            if left.name.startswith(start) and _ENDING in left.name:
                rest = left.name.removeprefix(start).removeprefix("key.")
                if not runs(rest.partition("-")[0]):
                    left.unlink()
