"""Modules that a start puts off: they are there for whoever uses them, and not before."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from negdesk.later_modules import LATER

BEGIN = "import sys\nfrom negdesk.later_modules import put_off\nput_off()\n"


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_to_import_one_loads_nothing() -> None:
    names = ", ".join(LATER)
    assert run(f"import {names}\nimport {names}\nprint('ast' in sys.modules, '_lzma' in sys.modules)") == "False False"


@pytest.mark.parametrize("module", LATER)
def test_each_is_whole_for_whoever_uses_it(module: str) -> None:
    all_of_it = f"import {module}\nhasattr({module}, 'no_such_name')\nprint(sorted(dir({module})) == {{}})"
    usual = sorted(set(dir(import_module(module))) - {"__warningregistry__"})
    assert run(all_of_it.format(usual)) == "True"


def test_one_name_or_all_can_be_imported() -> None:
    assert run("from textwrap import dedent\nprint(dedent('  a'))") == "a"
    assert run("from textwrap import *\nprint(shorten('a b', 5))") == "a b"


def test_what_is_not_in_it_is_not_there() -> None:
    assert run("import shutil\nprint(hasattr(shutil, 'no_such_name'), shutil.which.__module__)") == "False shutil"


def test_one_that_is_loaded_already_is_left_as_it_is() -> None:
    assert run(
        "import textwrap\ntextwrap.dedent('')\nhis = textwrap.dedent\nput_off()\nprint(textwrap.dedent is his)"
    ) == ("True")


def test_threads_that_use_one_at_once_all_have_it_whole() -> None:
    code = """
import inspect
from threading import Barrier, Thread

together, done = Barrier(8), []

def use():
    together.wait()
    done.append(inspect.signature(use))

threads = [Thread(target=use) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(done))
"""
    assert run(code) == "8"
