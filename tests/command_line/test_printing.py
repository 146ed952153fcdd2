"""What subcommands print reaches its reader: one that stops reading, one of another encoding, a disk that is full.

Nor does any other end that is not ours show a traceback.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.opening import open_desk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(library: Path) -> Path:
    """A library with so much in it that its hits fill more than a pipe holds."""
    desk = open_desk(library)
    eleni = desk.do(commands.counterpart.add_counterpart, "Eleni Παπαδάκη 🥖")
    for _ in range(3):
        desk.do(commands.log.write_entry, eleni, "flour " * 1500)
    desk.close()
    return library


def start(library: Path, *words: str, **environment: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "negdesk", *words, "--library", str(library)],
        cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("words", [["find", "flour", "eleni"], ["find", "flour", "--json"], ["find", "--help"]])
def test_whoever_stops_reading_sees_no_traceback(library: Path, words: list[str]) -> None:
    with start(library, *words) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_letters_that_the_terminal_lacks_are_escaped_and_json_stays_json(library: Path, encoding: str) -> None:
    told = [["find", "eleni", *json] for json in ([], ["--json"])]
    for words, process in [(each, start(library, *each, PYTHONIOENCODING=encoding)) for each in told]:
        said, complained = process.communicate()
        assert (process.returncode, complained) == (0, b"")
        if "--json" in words:
            assert json.loads(said.decode(encoding))["hits"][0]["where"] == "Eleni Παπαδάκη 🥖"
        else:
            assert b"Eleni \\u03a0" in said
    helped, complained = start(library, "find", "--help", PYTHONIOENCODING=encoding).communicate()
    assert b"quoted words" in helped and complained == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no file that is always full")
def test_a_full_disk_is_said_in_words(library: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "negdesk", "find", "flour", "--library", str(library)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert process.returncode == 1
    assert process.stderr.startswith(b"negdesk: What there is to say cannot be written (No space left")
    assert process.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes among its files")
def test_whoever_stops_it_sees_no_traceback(library: Path, tmp_path: Path) -> None:
    waits = tmp_path / "passphrase"
    os.mkfifo(waits)
    # Whoever starts the tests may have told all that they start to pass over Ctrl+C.
    hears = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
    begin = f"{hears}; from negdesk.command_line import main; sys.exit(main(sys.argv[1:]))"
    words = ["find", "x", "--library", str(library), "--passphrase-file", str(waits)]
    process = subprocess.Popen([sys.executable, "-c", begin, *words], cwd=ROOT, stderr=subprocess.PIPE)
    with waits.open("wb"):  # until the process reads it
        process.send_signal(signal.SIGINT)
        assert process.communicate()[1] == b""
    assert process.returncode == 130


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_a_window_without_a_screen_is_refused_in_words(library: Path) -> None:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"}
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    process = subprocess.run(
        [sys.executable, "-m", "negdesk", "--library", str(library)],
        cwd=ROOT, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert (process.returncode, process.stdout) == (1, b"")
    assert process.stderr.startswith(b"negdesk: There is no screen here") and process.stderr.count(b"\n") == 1
