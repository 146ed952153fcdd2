"""The tests can be run cut off from every network, and cut off means that nothing is reached."""

import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

QUICKSTART = Path(__file__).resolve().parents[2] / "packaging" / "quickstart.py"

REACH = """
import os, socket, sys
with socket.socket() as reaching:
    reaching.settimeout(5)
    try:
        reaching.connect(("127.0.0.1", int(sys.argv[1])))
    except OSError as error:
        print("no way there", error.errno, os.getuid())
    else:
        print("reached", os.getuid())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can cut a program off")
def test_what_runs_cut_off_reaches_not_even_its_own_computer(capsys: pytest.CaptureFixture[str]) -> None:
    within = runpy.run_path(str(QUICKSTART))["cut_off"]()
    said = capsys.readouterr().out
    if not within:
        assert "does not let us" in said
        pytest.skip("this system lets nobody be cut off")
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = [sys.executable, "-c", REACH, str(server.getsockname()[1])]
        free, kept = (
            subprocess.run([*before, *words], capture_output=True, text=True, check=True).stdout.split()
            for before in ((), within)
        )
    assert free[0] == "reached" or free[:3] == kept[:3], "open, or the tests themselves are cut off just now"
    assert kept[:3] == ["no", "way", "there"]
    assert kept[-1] == free[-1], "who it is stays the same"
