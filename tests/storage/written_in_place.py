"""What campaigns of kills must find: a file that is written over another, instead of taking its place whole."""

import time
from collections.abc import Callable
from pathlib import Path


def put_slowly(pause: float) -> Callable[[Path, Path], None]:
    """What puts a file in place carelessly, with a pause of so many seconds after each page."""

    def put(making: Path, target: Path) -> None:
        data = making.read_bytes()
        with target.open("r+b" if target.exists() else "wb") as file:
            for at in range(0, len(data), 4096):
                file.write(data[at : at + 4096])
                file.flush()
                time.sleep(pause)
            file.truncate()

    return put
