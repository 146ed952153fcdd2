"""Small disks that fill up, and folders that cannot be written: real ones where the system lets us mount them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _mount(*words: str) -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only whoever may do everything may mount a disk")
    try:
        done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    except OSError:
        pytest.skip("there is no program that mounts")
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of this size at `folder`, for the time of the block."""
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def only_read(folder: Path) -> Iterator[None]:
    """Nothing in `folder` can be written for the time of the block."""
    if os.name != "nt" and os.geteuid() != 0:
        folder.chmod(0o500)
        files = [each for each in folder.iterdir() if each.is_file()]
        for each in files:
            each.chmod(0o400)
        try:
            yield
        finally:
            folder.chmod(0o700)
            for each in files:
                each.chmod(0o600)
        return
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,bind,ro", str(folder))
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
