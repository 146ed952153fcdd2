"""Kills a process at a chosen moment, as a power cut would stop it, and tells what it had said until then.

A nursery loads everything once and then forks a child for each kill, so that a kill costs no start of Python. A child
writes down by `say` what it has shown as saved; whoever killed it compares that with what it left on the disk.

SIGKILL leaves what was written to the system's cache to be written to the disk: it finds what was said to be saved
before it was committed, not a disk that lies about having written.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Death:
    """What a child had said before it was killed, `after` so many seconds of its life."""

    said: tuple[Said, ...]
    after: float


def say(what: Said) -> None:
    """Write one line that whoever kills this process reads; called in a child."""
    os.write(1, json.dumps(what).encode() + b"\n")


class Nursery:
    """Raises and kills children that do `work`, a function named ``package.module:function``."""

    def __init__(self, work: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills", work],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._rest = b""

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)

    def kill(self, after: float, *arguments: object, lines: int = 0) -> Death:
        """Have a child do the work with these arguments and kill it `after` seconds, once it has said so many `lines`.

        Counting what it said finds the midst of its work on a slow machine as well. Raises `AssertionError` where it
        ended by itself: its work must go on until it is killed.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments).encode() + b"\n")
        self._process.stdin.flush()
        said: list[Said] = []
        while "born" not in (line := self._next(60)):
            if line:  # a quick child says something before its birth is told
                said.append(line)
        pid = line["born"]
        while len(said) < lines:
            line = self._next(120)
            if not line or "died" in line:
                raise AssertionError(f"came to its end with {line} after saying {said[-3:]}")
            said.append(line)
        end = time.monotonic() + after
        while (left := end - time.monotonic()) > 0:
            line = self._next(left)
            if "died" in line:
                raise AssertionError(f"ended by itself with {line['died']} after saying {said[-3:]}")
            if line:
                said.append(line)
        os.kill(pid, signal.SIGKILL)
        while "died" not in (line := self._next(60)):
            if line:
                said.append(line)
        assert line["died"] == -signal.SIGKILL, line
        return Death(tuple(said), after)

    def _next(self, patience: float) -> Said:
        """The next line; nothing where none comes in time, or where the kill cut one off."""
        assert self._process.stdout is not None
        end = time.monotonic() + patience
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._rest:
                if not selector.select(max(0.0, end - time.monotonic())):
                    return {}
                read = os.read(self._process.stdout.fileno(), 1 << 16)
                if not read:
                    raise AssertionError("the nursery has ended")
                self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        try:
            found: Said = json.loads(line)
        except ValueError:
            return {}
        return found


def main(work: str) -> None:
    """Be the nursery: fork a child for each line of arguments, and tell when it was born and how it died."""
    module, _, name = work.partition(":")
    do = getattr(import_module(module), name)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                do(*json.loads(line))
            except Exception:  # noqa: BLE001  # whatever it is, it is shown, and the child must not be the nursery
                traceback.print_exc()
            finally:
                os._exit(3)
        say({"born": pid})
        _, status = os.waitpid(pid, 0)
        os.write(1, b"\n")  # the child's last line may have been cut off
        say({"died": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main(sys.argv[1])
