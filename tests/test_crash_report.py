"""Whatever goes wrong in whichever command or query: the report and the log say where, and no value of anything."""

import inspect
import pkgutil
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any, get_type_hints

import pytest
from PySide6.QtWidgets import QApplication

from negdesk import commands, queries
from negdesk.crash_report import append_to_log, qt_message, report_of, report_of_ends
from negdesk.desktop.crash_guard import CrashGuard
from negdesk.library_files import end_file
from tests.house_rules.test_privacy import filled

CANARY = "a private word"


class Boom(Exception):
    """An error that says all it knows."""


class Trap:
    """Stands for a session or a connection: whatever is asked of it goes wrong, and says what it was asked."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        def spring(*args: object, **kwargs: object) -> object:
            held = f"{CANARY}: {args} {kwargs}"
            raise Boom(held) from ValueError(f"because of {CANARY}")

        return spring


def functions_of(package: Any, first: str) -> list[FunctionType]:
    """Every public function of a package's modules whose first parameter has this name."""
    found = []
    for each in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{each.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            names = list(inspect.signature(function).parameters)
            if not name.startswith("_") and function.__module__ == module.__name__ and names[:1] == [first]:
                found.append(function)
    return found


COMMANDS, QUERIES = functions_of(commands, "session"), functions_of(queries, "connection")


def arguments_of(function: Callable[..., object]) -> list[object]:
    """Values for all that a function needs, with a private word in every text."""
    try:
        hints = get_type_hints(function, include_extras=True)
    except NameError:  # a type that is only there for type checkers
        hints = {}
    values: list[object] = []
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.default is inspect.Parameter.empty and parameter.kind in (
            parameter.POSITIONAL_ONLY,
            parameter.POSITIONAL_OR_KEYWORD,
        ):
            try:
                values.append(filled(hints[parameter.name], CANARY))
            except (KeyError, TypeError, StopIteration, ValueError, AttributeError):
                values.append(CANARY)
    return values


def forced(function: Callable[..., object]) -> BaseException | None:
    """The error that a function raises where all it asks goes wrong; nothing where it asks nothing."""
    local_word = CANARY  # in a frame of the traceback, where a report with values would find it
    try:
        result = function(Trap(), *arguments_of(function))
        if inspect.isgenerator(result):
            next(result)
    except Exception as error:  # noqa: BLE001  # whichever it is
        assert local_word
        return error
    return None


def test_every_command_and_query_is_forced() -> None:
    assert len(COMMANDS) > 60 and len(QUERIES) > 40
    quiet = [each.__qualname__ for each in (*COMMANDS, *QUERIES) if forced(each) is None]
    assert len(quiet) <= 0.05 * len((*COMMANDS, *QUERIES)), quiet


def test_no_report_and_no_log_of_a_forced_error_holds_a_private_word(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "logs" / "negdesk.log"
    guard = CrashGuard(qapp, log, lambda: None)
    loud, named = 0, 0
    try:
        for function in (*COMMANDS, *QUERIES):
            error = forced(function)
            if error is not None:
                loud += CANARY in "".join(traceback.format_exception(error))
                named += function.__code__.co_name in report_of(error)
                assert CANARY not in report_of(error)
                guard.on_error(type(error), error, error.__traceback__)
    finally:
        guard.remove()
    kept, printed = log.read_text(encoding="utf-8"), capsys.readouterr()
    assert CANARY not in kept and CANARY not in printed.err + printed.out
    assert str(Path.home()) not in kept and str(tmp_path) not in kept
    assert "negdesk/commands/" in kept and "negdesk/queries/" in kept and "because of ValueError" in kept
    assert loud > 100, "Python's own words for these errors would have told it"
    assert named > 150, "the report says in which command or query it was"


def test_errors_of_threads_and_of_where_python_can_only_tell_are_kept_likewise(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys
    from threading import Thread

    log = tmp_path / "negdesk.log"
    guard = CrashGuard(qapp, log, lambda: None)

    class Stubborn:
        def __del__(self) -> None:
            raise Boom(CANARY)

    def work() -> None:
        raise Boom(CANARY)

    try:
        thread = Thread(target=work, name="paper maker")
        thread.start()
        thread.join()
        stubborn = Stubborn()
        del stubborn
        sys.excepthook(Boom, Boom(CANARY), None)
        from PySide6.QtCore import qWarning

        qWarning(f"QFile: cannot open {CANARY}")
    finally:
        guard.remove()
    kept = log.read_text(encoding="utf-8")
    assert CANARY not in kept + capsys.readouterr().err
    assert "thread: paper maker" in kept and kept.count("Boom") == 3 and "Qt warning default QFile" in kept


def test_a_message_of_qt_is_kept_without_what_it_says() -> None:
    assert qt_message("warning", "qt.core", f"QFSFileEngine::open: {CANARY}") == "Qt warning qt.core QFSFileEngine"
    assert qt_message("critical", "", CANARY) == "Qt critical"
    assert qt_message("warning", "", f"Quick {CANARY}: x") == "Qt warning"


def test_the_log_is_the_owner_s_alone_and_does_not_grow_without_end(tmp_path: Path) -> None:
    import os

    log = tmp_path / "logs" / "negdesk.log"
    for _ in range(700):
        append_to_log(log, "x" * 500)
    assert log.stat().st_size < 260_000
    assert os.name == "nt" or (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    append_to_log(tmp_path / "logs" / "negdesk.log" / "no folder", "nothing happens")


def test_an_end_that_the_program_did_not_choose_is_told_by_its_places(tmp_path: Path) -> None:
    import subprocess
    import sys

    ended = """
import os, sys, ctypes
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from negdesk.desktop.crash_guard import CrashGuard
guard = CrashGuard(QCoreApplication([]), Path(sys.argv[1]) / "negdesk.log", lambda: None)
guard.watch_ends()
def on_the_way(word):
    ctypes.string_at(0)
if "well" in sys.argv:
    guard.end_well()
else:
    on_the_way("a private word")
"""
    root = Path(__file__).resolve().parents[1]
    subprocess.run([sys.executable, "-c", ended, str(tmp_path), "well"], cwd=root, check=True)
    assert list(tmp_path.glob("end-*.log")) == []
    assert report_of_ends(tmp_path) == ""
    died = subprocess.run([sys.executable, "-c", ended, str(tmp_path)], cwd=root, check=False, capture_output=True)
    assert died.returncode != 0
    mine = end_file(tmp_path)
    mine.write_text("still running", encoding="utf-8")
    report = report_of_ends(tmp_path)
    assert "on_the_way" in report and "Fatal Python error" in report and CANARY not in report
    assert str(root) not in report and [each.name for each in tmp_path.glob("end-*.log")] == [mine.name]
