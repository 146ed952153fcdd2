"""What is left of a library outside it: nothing in any file, nothing in the locked program's memory, and no socket."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from negdesk import commands
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage.library_key import key_of_code

ROOT = Path(__file__).resolve().parents[2]
WORDS = "harbour lantern oats violin"
CANARY = "zwiebackfloe"
PATTERNS = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.upper().encode())

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into the process as Linux shows it"),
]


@pytest.fixture
def home() -> Iterator[Path]:
    """All the folders that the program may write to; short, since the name of a socket may not be long."""
    with TemporaryDirectory(prefix="nd-") as folder:
        yield Path(folder)


@pytest.fixture
def secrets(home: Path, cheap_keys: None) -> dict[str, bytes]:
    """An encrypted library full of a word that is nowhere else; returns what must not be found, by its name."""
    library = home / "library.negdesk"
    code = Encryption(library).make(Chosen(WORDS))
    desk = open_desk(library, WORDS)
    ana = desk.do(commands.counterpart.add_counterpart, f"{CANARY} Ana")
    deal = desk.do(commands.negotiation.new_negotiation, f"{CANARY} lease", counterpart_ids=[ana])
    for number in range(5):
        desk.do(commands.plan.add_term, deal, f"{CANARY} price {number}")
    desk.do(commands.negotiation.edit_negotiation, deal, outcome_us=f"More {CANARY} for us", note=f"a note {CANARY}")
    for number in range(20):
        desk.do(commands.log.write_entry, ana, f"entry {number} of {CANARY}")
    desk.do(commands.meeting.start_meeting, deal)
    desk.close()
    key = key_of_code(code).raw
    return {
        "text": CANARY.encode(),
        "text of Qt": CANARY.encode("utf-16-le"),
        "key": key,
        "key as SQLCipher takes it": key.hex().encode(),
        "passphrase": WORDS.encode(),
        "passphrase of Qt": WORDS.encode("utf-16-le"),
    }


def environment(home: Path) -> dict[str, str]:
    kinds = ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
    folders = ("HOME", "TMPDIR", *(f"XDG_{kind}" for kind in kinds))
    return {**os.environ, **dict.fromkeys(folders, str(home))}


@contextmanager
def life(home: Path, *before: str) -> Iterator["subprocess.Popen[str]"]:
    """A run of the program that tours the library; `before` are words to start it by."""
    words = [*before, sys.executable, "-m", "tests.journeys.locked_life", str(home / "library.negdesk")]
    with (
        (home / "said").open("w") as said,
        subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as child,
    ):
        tell(child, WORDS)
        assert hear(child) == "toured"
        yield child
        tell(child, "end")
        assert child.wait(60) == 0


def tell(child: "subprocess.Popen[str]", words: str) -> None:
    assert child.stdin is not None
    child.stdin.write(f"{words}\n")
    child.stdin.flush()


def hear(child: "subprocess.Popen[str]") -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def files_with_a_trace(home: Path) -> list[str]:
    files = home.rglob("*")
    return [each.name for each in files if each.is_file() and any(word in each.read_bytes() for word in PATTERNS)]


def memory_with_a_trace(pid: int, wanted: dict[str, bytes]) -> Counter[str]:
    """How often each of the wanted is found in what a process has in memory."""
    found: Counter[str] = Counter()
    try:
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115  # closed below
    except PermissionError:
        pytest.skip("one may not look into a process here")
    with memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)", line)
            if place is None or place[3].startswith("[v"):
                continue
            begin, end = int(place[1], 16), int(place[2], 16)
            try:
                memory.seek(begin)
                held = memory.read(end - begin)
            except OSError:
                continue
            for name, word in wanted.items():
                found[name] += held.count(word)
    return +found


def test_no_file_and_no_memory_of_the_locked_program_holds_a_word_of_the_library(
    home: Path, secrets: dict[str, bytes]
) -> None:
    with life(home) as child:
        assert files_with_a_trace(home) == []
        before = memory_with_a_trace(child.pid, secrets)
        assert before["text"] > 20 and before["text of Qt"] > 20, "unlocked there is something to be found"
        tell(child, "lock")
        assert hear(child) == "locked"
        after = memory_with_a_trace(child.pid, secrets)
        assert files_with_a_trace(home) == []
    assert files_with_a_trace(home) == []
    print(f"in memory {dict(before)}, locked {dict(after)}; files {sorted(each.name for each in home.rglob('*'))}")
    assert after == Counter()


def test_the_search_finds_a_trace_in_a_plain_library(home: Path) -> None:
    desk = open_desk(home / "plain.negdesk")
    desk.do(commands.negotiation.new_negotiation, CANARY)
    assert "plain.negdesk-wal" in files_with_a_trace(home)
    desk.close()
    assert files_with_a_trace(home) == ["plain.negdesk"]


def internet_sockets(calls: Path) -> list[str]:
    said = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in said if re.search(r"AF_INET6?|AF_PACKET|PF_INET", line)]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here to watch the calls to the system")
def test_a_whole_tour_opens_no_internet_socket(home: Path, secrets: dict[str, bytes], tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    probe = [sys.executable, "-c", "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"]
    watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-o", str(calls)]
    if subprocess.run([*watch, *probe], capture_output=True, check=False).returncode:
        pytest.skip("strace may not watch here")
    assert len(internet_sockets(calls)) == 1, "one that is opened is seen"
    with life(home, *watch) as child:
        tell(child, "lock")
        assert hear(child) == "locked"
    said = calls.read_text(encoding="utf-8", errors="replace")
    print(f"{len(said.splitlines())} calls about sockets, {len(internet_sockets(calls))} of them to the internet")
    assert "AF_UNIX" in said, "the local one for the single window is seen"
    assert internet_sockets(calls) == []
