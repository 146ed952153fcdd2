"""What one start works out and the next would work out again, kept beside Python's byte code of ours.

Python keeps the code of modules. It does not keep the methods that `dataclass` writes as text and compiles for each
class, which was a tenth of the start, nor what other programs of this kind compile, such as PySide6's support code.
All that is kept goes by the hash of the text it was made of, so it can never be out of date; without it a start is
slower and otherwise the same. What is kept reaches to the first paint: to read more would hold it up.
"""

import dataclasses
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from typing import Any, TypeVar

from negdesk import __version__

T = TypeVar("T")


_HEAD = (MAGIC_NUMBER, __version__)


class StartCache:
    """Values by kind and source. A `file` that is missing, broken or of another version counts as empty."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._kept: dict[tuple[str, bytes], Any] = {}
        self._new: dict[tuple[str, bytes], Any] = {}
        with suppress(OSError, ValueError, EOFError, TypeError):
            if file is not None:
                head, kept = marshal.loads(file.read_bytes())  # noqa: S302  # ours, as the byte code beside it is
                if head == _HEAD:
                    self._kept = kept

    def made(self, kind: str, source: bytes, make: Callable[[], T]) -> T:
        """What `make` makes of `source`: code, or plain values. It is made once for all starts."""
        key = (kind, source_hash(source))
        found = self._kept.get(key)
        if found is None:
            found = self._new[key] = make()
        made: T = found
        return made

    def keep(self) -> None:
        """Keep what is new for the next start, whole or not at all."""
        if not self._new or self._file is None or sys.dont_write_bytecode:
            return
        making = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # a folder that may not be written: then it is made each time
            making.write_bytes(marshal.dumps((_HEAD, {**self._kept, **self._new})))
            making.replace(self._file)
            self._new.clear()


def _beside_our_byte_code() -> Path | None:
    ours = __spec__.cached
    return Path(ours).with_suffix(".kept") if ours else None


start_cache = StartCache(_beside_our_byte_code())


def compile_dataclasses_once() -> None:
    """Have dataclasses take the code of their methods from the cache, until `keep_what_was_compiled`."""
    vars(dataclasses)["exec"] = _execute


def keep_what_was_compiled() -> None:
    """The window is there: keep what that took, and leave dataclasses to themselves again."""
    vars(dataclasses).pop("exec", None)
    start_cache.keep()


def _execute(text: str, module: dict[str, Any], names: dict[str, Any]) -> None:
    """As Python's `exec`, which the module `dataclasses` would call with the same."""
    code = start_cache.made("dataclass", text.encode(), lambda: compile(text, "<string>", "exec", dont_inherit=True))
    exec(code, module, names)  # noqa: S102  # the text is written by Python's own `dataclasses`
