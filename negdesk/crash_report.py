"""What is told of an error: its kind and its way through the code, and never a value of anything.

Neither what the error says is in it, nor an argument, nor a line of source, nor a name of a folder of the user's.
"""

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import FrameType, TracebackType

import negdesk
from negdesk.processes import runs

_OURS = Path(negdesk.__file__).resolve().parent.parent
MOST_PLACES = 60
LONGEST_LOG = 200_000
"""Bytes of the log after which its older half is let go."""


class ElsewhereError(RuntimeError):
    """An error that came up in a process of ours; `report` is what that process reports of it."""

    def __init__(self, report: str) -> None:
        super().__init__("a process of its own made a mistake")
        self.report = report


def report_of(error: BaseException, where: str = "") -> str:
    """The report of one error; `where` names the thread it was raised in, if that was not the window's."""
    lines = [_system(), *([f"thread: {where}"] if where else [])]
    for number, (each, word) in enumerate(_chain(error)):
        lines.append(f"{word}{_kind(each)}" if number else _kind(each))
        lines += [f"  {place}" for place in places(each.__traceback__)]
        if isinstance(each, ElsewhereError):
            lines += ["there:", *each.report.splitlines()]
    return "\n".join(lines) + "\n"


def places(trace: TracebackType | None) -> list[str]:
    """The places a traceback goes through, from the outermost: file, line and function."""
    found = []
    while trace is not None:
        found.append(place_of(trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    if len(found) > MOST_PLACES:
        found = [*found[: MOST_PLACES // 2], "…", *found[-MOST_PLACES // 2 :]]
    return found


def place_of(frame: FrameType, line: int) -> str:
    """One place; its file by its path below the program's or a library's own folder."""
    code = frame.f_code
    return f"{_file(code.co_filename)}:{line} {code.co_qualname if sys.version_info >= (3, 11) else code.co_name}"


def qt_message(kind: str, category: str, message: str) -> str:
    """A message of Qt's as it may be kept: its kind, its category, and the class it came of; what it says may name
    a file."""
    came_of = message.split(":", 1)[0] if message.startswith("Q") else ""
    named = came_of if came_of.isidentifier() else ""
    return " ".join(part for part in ("Qt", kind, category, named) if part)


def report_of_ends(logs: Path) -> str:
    """What processes that were brought down left, as a report; their files are removed."""
    found = []
    for left in sorted(logs.glob("end-*.log")):
        if not runs(left.stem.removeprefix("end-")):
            with suppress(OSError):
                found.append(left.read_text(encoding="utf-8", errors="replace")[:20_000])
                left.unlink()
    said = "".join(found)
    if not said.strip():
        return ""
    lines = [_system()]
    for line in said.splitlines():
        place = re.match(r'  File "(.*)", line (\d+) in (\S+)', line)
        if place:
            lines.append(f"  {_file(place[1])}:{place[2]} {place[3]}")
        elif line.startswith("Fatal Python error"):
            lines.append(line)
    return "\n".join(lines) + "\n"


def append_to_log(log: Path, text: str) -> None:
    """Write a report at the log's end, for its owner alone. Where that cannot be done nothing happens."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            kept = log.read_bytes()[-LONGEST_LOG // 2 :]
            log.write_bytes(kept)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="replace") as file:
            file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n{text}\n")
    except OSError:
        return


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The error and those that led to it, each once."""
    seen: set[int] = set()
    now: BaseException | None = error
    word = ""
    while now is not None and id(now) not in seen and len(seen) < 10:
        seen.add(id(now))
        yield now, word
        if now.__cause__ is not None:
            now, word = now.__cause__, "because of "
        else:
            now, word = (None if now.__suppress_context__ else now.__context__), "while handling "


def _system() -> str:
    return (
        f"NegDesk {negdesk.__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )


def _file(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(_OURS) and "site-packages" not in path.parts:
        return path.relative_to(_OURS).as_posix()
    for start in ("site-packages", "dist-packages", "lib", "Lib"):
        if start in path.parts:
            return Path(*path.parts[path.parts.index(start) + 1 :]).as_posix()
    return path.name
