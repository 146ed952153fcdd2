"""Loads PySide6 without the work that it repeats in every start and that this program has no use for.

Seen in PySide6 6.11, 6.12 (``shiboken6``'s ``signature_bootstrap.py``): its support code lies in the library as a zip
of source text, which is compiled anew by each process; two modules among it compile large regular expressions, one to
write type stubs and one to word a TypeError; and every import that follows reads the source of what was imported, to
see whether that uses PySide6's `__feature__` switches. All that is a third of what a bare window computes until it is
there. What is done about it holds only where PySide6 works that way; elsewhere PySide6 loads as it does for everybody.
"""

import builtins
import re
import sys
from collections.abc import Iterator
from typing import Any

from negdesk.start_cache import start_cache

_SUPPORT = "shibokensupport"
"""PySide6's support code, as a folder of its zip and as a package."""

_STUB_WRITER = "shibokensupport/signature/lib/pyi_generator.py"

_WHEN_ASKED = """
def __getattr__(name):
    if name.startswith("__") or "__getattr__" not in globals():
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(compile({source!r}, {filename!r}, "exec"), globals())
    return globals()[name]
"""
"""A module that becomes the real one as soon as something of it is asked for."""

_compile, _compile_pattern = compile, re.compile


def load_qt() -> None:
    """Load PySide6's core, if it is not loaded yet. `__feature__` cannot be imported afterwards."""
    if "PySide6.QtCore" in sys.modules:
        return
    before = builtins.compile, re.compile
    builtins.compile, re.compile = _compile_once, _compile_pattern_when_used
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile, re.compile = before
    # Every `import` would go through PySide6's own, and through `inspect.getsource` of what it loaded.
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


def _compile_once(source: Any, filename: Any, mode: str, *others: Any, **named: Any) -> Any:
    """As Python's own, but PySide6's support code is compiled once for all starts."""
    if not (isinstance(source, bytes) and isinstance(filename, str) and filename.startswith(f"{_SUPPORT}/")):
        return _compile(source, filename, mode, *others, **named)
    text = _WHEN_ASKED.format(source=source, filename=filename) if filename == _STUB_WRITER else source
    return start_cache.made(filename, source, lambda: _compile(text, filename, mode, *others, **named))


def _compile_pattern_when_used(pattern: Any, flags: int = 0) -> Any:
    """As Python's own, but what PySide6's support code prepares is compiled when it is used."""
    asking = str(sys._getframe(1).f_globals.get("__name__"))
    return _Pattern(pattern, flags) if asking.startswith(_SUPPORT) else _compile_pattern(pattern, flags)


class _Pattern:
    """A regular expression that is compiled when it is used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def finditer(self, *where: Any) -> Iterator[re.Match[str]]:
        return _compile_pattern(*self._asked).finditer(*where)

    def __getattr__(self, name: str) -> Any:
        return getattr(_compile_pattern(*self._asked), name)
