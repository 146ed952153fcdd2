"""Modules of Python's own library that a start only names: they load when something of them is used.

`pathlib`, `zipfile`, `dataclasses` and PySide6 import them for what no start does, such as to word an error, to look at
source text or to unpack what `bz2` packed. To load them, and what they import in turn, took a twentieth of the start.
"""

import sys
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

LATER = ("bz2", "inspect", "ipaddress", "lzma", "shutil", "textwrap", "traceback")
"""None of them is a package."""

_loading = RLock()
_left: set[str] = set()


class _Later(ModuleType):
    """A module that loads when something of it is asked for, and is then as any other.

    `importlib.util.LazyLoader` does not serve: its modules load with the second `import` of their name.
    """

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":  # what `from … import` asks first, and only packages have
            raise AttributeError(name)
        with _loading:
            if self.__name__ in _left and self.__spec__ is not None and self.__spec__.loader is not None:
                _left.remove(self.__name__)
                self.__spec__.loader.exec_module(self)
        return super().__getattribute__(name)


def put_off() -> None:
    """Have those of `LATER` that are not loaded yet load when something of them is used."""
    for name in LATER:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:  # Python may have been built without it
            sys.modules[name] = module = module_from_spec(spec)
            module.__class__ = _Later
            _left.add(name)
