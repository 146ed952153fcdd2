"""PySide6 as this program loads it: the same for all who use it, sooner there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BEGIN = """
import builtins, sys
own = builtins.compile
compiled = []
sys.addaudithook(lambda event, args: compiled.append(args[1]) if event == "compile" else None)
from negdesk.desktop.qt_loading import load_qt
from negdesk.start_cache import keep_what_was_compiled
load_qt()
keep_what_was_compiled()
"""

COUNT = 'print(sum(str(name).startswith("shibokensupport/") for name in compiled))'

WRONG_CALL = """
from PySide6.QtCore import QObject, QSize
for wrong in (lambda: QSize("wide"), lambda: QObject(1, 2, 3), lambda: QObject(no_such_property=1)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
"""


def run(code: str, byte_code: Path, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(byte_code), **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout.strip()


def kept(byte_code: Path) -> list[Path]:
    return [*byte_code.rglob("*.kept")]


@pytest.fixture(scope="module")
def byte_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for byte code after a first start."""
    folder = tmp_path_factory.mktemp("byte-code")
    assert int(run(BEGIN + COUNT, folder)) > 5
    return folder


def test_the_second_start_compiles_none_of_pyside_s_support_code(byte_code: Path) -> None:
    assert len(kept(byte_code)) == 1
    assert run(BEGIN + COUNT, byte_code) == "0"


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    assert int(run(BEGIN + COUNT, tmp_path)) > 5
    (file,) = kept(tmp_path)
    file.write_bytes(file.read_bytes()[:1000])
    assert int(run(BEGIN + COUNT, tmp_path)) > 5
    assert run(BEGIN + COUNT, tmp_path) == "0"


def test_python_has_its_own_functions_again(byte_code: Path) -> None:
    assert run(f"{BEGIN}print(builtins.compile is own)", byte_code) == "True"


def test_what_is_imported_later_is_not_read_for_pyside_s_switches(byte_code: Path) -> None:
    look = "import linecache, negdesk.domain.money\nprint(any('wording' in name for name in linecache.cache))"
    assert run(f"import PySide6.QtCore\n{look}", byte_code) == "True", "then `load_qt` need no longer prevent it"
    assert run(BEGIN + look, byte_code) == "False"


def test_all_of_a_module_can_still_be_imported(byte_code: Path) -> None:
    assert (
        run(f"{BEGIN}from PySide6.QtCore import *\nprint(QSize(1, 2).height(), Qt.Key.Key_A.name)", byte_code)
        == "2 Key_A"
    )


def test_a_wrong_call_is_worded_as_it_always_is(byte_code: Path) -> None:
    usual = run(WRONG_CALL, byte_code)
    assert usual.count("\n") >= 2
    assert run(BEGIN + WRONG_CALL, byte_code) == usual


def test_the_writer_of_type_stubs_is_there_for_whoever_asks(byte_code: Path) -> None:
    ask = """
from shibokensupport.signature.lib import pyi_generator
before = "argparse" in sys.modules
pyi_generator.generate_pyi
print(before, "argparse" in sys.modules, hasattr(pyi_generator, "no_such_name"))
"""
    assert run(BEGIN + ask, byte_code) == "False True False"


def test_pyside_that_is_loaded_already_is_left_as_it_is(byte_code: Path) -> None:
    assert run("import PySide6.QtCore\n" + BEGIN + COUNT, byte_code) == "0"
    ask = "import PySide6.QtCore, builtins\nhis = builtins.__import__\n" + BEGIN + "print(builtins.__import__ is his)"
    assert run(ask, byte_code) == "True"
