"""Loads PySide6 without the work that it repeats in every start and that this program has no use for.

Seen in PySide6 6.11, 6.12 (``shiboken6``'s ``signature_bootstrap.py``): its support code lies in the library as a zip
of source text, which is compiled anew by each process, and most of which words errors, writes type stubs and makes
signatures. Where PySide6 itself is loaded first, that code also puts itself before Python's `import`, and reads the
source of whatever is imported from then on to see whether it uses PySide6's `__feature__` switches. All that is a third
of what a bare window computes until it is there. What is done about it holds only where PySide6 works that way;
elsewhere PySide6 loads as it does for everybody.
"""

import builtins
import marshal
import sys
from types import CodeType
from typing import Any

from negdesk.desktop.qt_enumerations import make_enumerations_sooner
from negdesk.start_cache import start_cache

_SUPPORT = "shibokensupport/"
"""Where PySide6's support code lies in its zip."""

_WHEN_ASKED = {
    f"{_SUPPORT}signature/{name}.py"
    for name in ("errorhandler", "importhandler", "layout", "lib/enum_sig", "lib/pyi_generator", "lib/tool", "parser")
}
"""The modules of it that nothing needs until something of them is asked for. (`mapping` is no such: PySide6 reads it
past Python's rules for attributes.)"""

_ASKED = """
def __getattr__(name):
    if name.startswith("__") or "__getattr__" not in globals():
        raise AttributeError(name)
    del globals()["__getattr__"]
    from marshal import loads
    exec(loads({code!r}), globals())
    return globals()[name]
"""
"""A module that becomes the real one as soon as something of it is asked for."""

_compile = compile


def load_qt() -> None:
    """Load PySide6's core, if it is not loaded yet.

    `__feature__` and `PySide6.support.signature`, which programs of this kind have no use for, cannot be imported then.
    """
    if "PySide6.QtCore" in sys.modules:
        return
    make_enumerations_sooner()
    builtins.compile = _compile_once
    try:
        import shiboken6  # noqa: F401  # by itself, before PySide6: then it leaves Python's `import` alone
    finally:
        builtins.compile = _compile
    import PySide6.QtCore  # noqa: F401  # to be loaded, not used


def _compile_once(source: Any, filename: Any, mode: str, *others: Any, **named: Any) -> Any:
    """As Python's own, but PySide6's support code is compiled once for all starts."""
    if not (isinstance(source, bytes) and isinstance(filename, str) and filename.startswith(_SUPPORT)):
        return _compile(source, filename, mode, *others, **named)
    asked = _ASKED if filename in _WHEN_ASKED else ""

    def make() -> CodeType:
        code: CodeType = _compile(source, filename, mode, *others, **named)
        return _compile(asked.format(code=marshal.dumps(code)), filename, mode) if asked else code

    return start_cache.made(filename, source + asked.encode(), make)
