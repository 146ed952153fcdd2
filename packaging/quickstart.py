#!/usr/bin/env python3
"""Sets NegDesk up in this folder and starts it, or runs its tests.

Needs nothing but Python 3.11 or newer. Everything goes into .venv beside pyproject.toml, in the versions that
constraints.txt names. On Debian and Ubuntu the system libraries that Qt lacks (for the tests also two fonts and two
programs) are installed where that is allowed; elsewhere the one line to run is printed. A second call finds all of it
in place and starts at once.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST, TOO_NEW = (3, 11), (3, 15)

BUILD_TOOLS = ("hatchling", "editables")
TEST_PROGRAMS = {"qpdf": "qpdf", "pdftoppm": "poppler-utils"}
"""Programs that the tests look at papers with, and the Debian package of each."""

FONTS = Path("/usr/share/fonts")
TEST_FONTS = {"NotoSansCJK*": "fonts-noto-cjk", "NotoColorEmoji*": "fonts-noto-color-emoji"}
"""Fonts of the system that the tests set Chinese, Japanese, Korean and emoji in, and the Debian package of each."""

QT_PARTS = ("QtWidgets*.so", "QtNetwork*.so", "QtPrintSupport*.so", "QtSvg*.so", "Qt/plugins/platforms/libqxcb.so",
            "Qt/plugins/platforms/libqwayland*.so", "Qt/plugins/xcbglintegrations/*.so", "Qt/plugins/imageformats/*.so",
            "Qt/plugins/iconengines/*.so")  # fmt: skip
"""What the window loads of Qt: these and the libraries they name must be found."""

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""A library's own name and the Debian package that brings it. Ubuntu's answer to the same names."""


def main(words: Sequence[str]) -> int:
    """Do what the words ask; returns the exit status of what was started, or 1 where the set-up could not be done."""
    arguments, extra = _parser().parse_known_args(words)
    if extra and arguments.action != "test":
        _parser().error(f"unrecognised words: {' '.join(extra)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started here is ended as well
    newer = _suitable_python()
    if newer is not None:
        return subprocess.call([newer, __file__, *words])
    if arguments.action == "test":
        set_up(tests=True)
        return run_tests(extra, within=cut_off() if arguments.no_network else ())
    set_up(tests=False)
    return run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quickstart.py",
        description="Sets NegDesk up in this folder, then starts it or tests it.",
        epilog="The first call takes a minute or two; after that everything is in place and it starts at once. "
        "Delete .venv to begin again.",
    )
    actions = parser.add_subparsers(dest="action", metavar="{run,test}", required=True)
    actions.add_parser(
        "run",
        help="open the window on the sample library",
        description="Opens the window on the sample library. Where there is no display, the same is done on a "
        "virtual screen, and pictures of every screen and the five papers are left in negdesk-tour/.",
    )
    tests = actions.add_parser(
        "test",
        help="run the tests; words that follow go to pytest",
        description="Runs the tests, several at a time and without showing windows. Words that follow go to pytest: "
        "“test tests/domain -k readiness”. NEGDESK_CAMPAIGN=full makes the long searches long; "
        "QT_QPA_PLATFORM=xcb tests on a real or virtual screen.",
    )
    tests.add_argument(
        "--no-network",
        action="store_true",
        help="run them cut off from every network, where the system (Linux) lets us; else it is said that it does not",
    )
    return parser


def _suitable_python() -> str | None:
    """None where NegDesk runs on this Python, else the path of one on which it does. Stops if there is none."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return None
    for minor in range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    version = platform.python_version()
    return _stop(f"NegDesk needs Python 3.11 to 3.14; this is {version}. Install one and start this file with it.")


# --- set-up ---


def set_up(*, tests: bool) -> None:
    """Make .venv, install what is pinned and the project, see to the system's libraries. Does only what is missing."""
    extras = "dev" if tests else "run"
    if _stamps_hold(extras):
        return
    say(f"Setting NegDesk up in {ROOT} (once; a second call starts at once).")
    _make_venv()
    _pip("Build tools", *BUILD_TOOLS)
    what = f"{ROOT}[dev]" if tests else str(ROOT)
    title = "NegDesk and the packages it needs" + (", with the developers' tools" if tests else "")
    _pip(title, "--no-build-isolation", "--editable", what)
    complete = _see_to_system(tests)
    if complete:
        _stamp(extras).write_text(_fingerprint(), encoding="ascii")


def _stamp(extras: str) -> Path:
    return VENV / f"negdesk-{extras}.stamp"


def _stamps_hold(extras: str) -> bool:
    """Whether what `extras` names has been set up, from the very files that are here now. The tests' set-up has all."""
    if not PYTHON.exists():
        return False
    wanted = _fingerprint()
    stamps = [_stamp(name) for name in ({extras, "dev"} if extras == "run" else {extras})]
    return any(stamp.exists() and stamp.read_text(encoding="ascii") == wanted for stamp in stamps)


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{ROOT}\n{sys.version_info[:2]}\n".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _make_venv() -> None:
    if _venv_fits():
        return
    if importlib.util.find_spec("ensurepip") is None:
        _offer_ensurepip()
    with step("Python environment in .venv") as notes:
        _quietly([sys.executable, "-m", "venv", "--clear", str(VENV)], notes)


def _venv_fits() -> bool:
    settings = VENV / "pyvenv.cfg"
    if not settings.exists() or not PYTHON.exists():
        return False
    found = re.search(r"^version\w* *= *(\d+)\.(\d+)", settings.read_text(encoding="utf-8"), re.MULTILINE)
    same = found is not None and (int(found[1]), int(found[2])) == sys.version_info[:2]
    return same and subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def _offer_ensurepip() -> None:
    """Debian keeps the part of Python that makes environments in a package of its own."""
    package = f"python3.{sys.version_info[1]}-venv"
    if not _on_debian():
        _stop("This Python cannot make environments (it lacks “ensurepip”). Install it, or take another Python.")
    if not _install_system_packages([package]):
        _stop(f"This Python needs one package more. Run this line, then start again:\n  {_apt_line([package])}")
    importlib.invalidate_caches()


def _pip(title: str, *what: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    if LINUX:
        command.append("--root-user-action=ignore")
    with step(title) as notes:
        _quietly([*command, "--constraint", str(ROOT / "constraints.txt"), *what], notes)


# --- the system's part ---


def _see_to_system(tests: bool) -> bool:
    """Have the system libraries and programs there; returns whether nothing is missing."""
    if not LINUX:
        return True
    libraries = missing_libraries()
    packages = {DEBIAN_PACKAGES[name] for name in libraries if name in DEBIAN_PACKAGES}
    if tests:
        packages |= {package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)}
        packages |= {package for font, package in TEST_FONTS.items() if next(FONTS.rglob(font), None) is None}
    if not _has_display() and not shutil.which("Xvfb"):
        packages.add("xvfb")
    if packages and _on_debian():
        wanted = sorted(packages)
        if not _install_system_packages(wanted):
            say(f"  The system lacks what these packages bring. To have them, run:\n  {_apt_line(wanted)}")
            return False
        libraries = missing_libraries()
    if libraries:
        say("  Qt does not find these libraries of the system; please install them:\n  " + " ".join(libraries))
    return not libraries


def missing_libraries() -> list[str]:
    """The names of the system libraries that the window's parts of Qt need and do not find. Only on Linux."""
    folders = list(VENV.glob("lib/python3*/site-packages/PySide6"))
    parts = [str(path) for folder in folders for pattern in QT_PARTS for path in folder.glob(pattern)]
    if not parts or not shutil.which("ldd"):
        return []
    listing = subprocess.run(["ldd", *parts], capture_output=True, text=True, check=False).stdout
    absent = set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE))
    return sorted(name for name in absent if not name.startswith("libQt6"))


def _on_debian() -> bool:
    return LINUX and shutil.which("apt-get") is not None


def _apt_line(packages: Sequence[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def _install_system_packages(packages: Sequence[str]) -> bool:
    """Install them with apt where we may (root, or sudo without a password); returns whether they are there now."""
    become: list[str] = []
    if os.geteuid() != 0:
        if (
            not shutil.which("sudo")
            or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
        ):
            return False
        become = ["sudo", "-n"]
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    named = ", ".join(packages) if len(packages) < 4 else f"{len(packages)} of them"
    with step(f"System packages with apt: {named}") as notes:
        _quietly([*apt, "update"], notes, may_fail=True)
        _quietly(install, notes)
    return True


# --- starting ---


def run() -> int:
    """Open the window on the sample; without a display make the tour on a virtual screen. Returns the exit status."""
    if _has_display():
        say("Opening NegDesk on the sample library.")
        return subprocess.call([str(PYTHON), "-m", "negdesk", "--sample"], cwd=ROOT)
    say("There is no display here, so NegDesk opens on a virtual screen. Pictures of every screen and the five papers "
        "go to negdesk-tour/:")  # fmt: skip
    with screen() as environment:
        return subprocess.call([str(PYTHON), "-m", "negdesk.desktop.tour", "negdesk-tour/"], cwd=ROOT, env=environment)


def cut_off() -> Sequence[str]:
    """The words before a command that let it see no network at all, its own computer's neither; none where not allowed.

    Who we are stays the same, so that what only an administrator may do is no more allowed than before.
    """
    for words in (("unshare", "--net"), ("unshare", "--user", "--map-current-user", "--net")):
        may = LINUX and shutil.which("unshare")
        if may and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            say("The tests run without any network.")
            return words
    say("This system does not let us cut the tests off from the network: they run with it.")
    return ()


def run_tests(extra: Sequence[str], within: Sequence[str] = ()) -> int:
    """Run pytest with `extra` words, as a command that follows the words of `within`; returns its exit status."""
    own_workers = any(re.match(r"-n|--numprocesses|--pdb|-pno:xdist|--dist", word) for word in extra)
    # Each worker has a part of the tests of its own; who is done early takes over from the end of another's.
    workers = [] if own_workers else ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "worksteal"]
    command = [*within, str(PYTHON), "-m", "pytest", *workers, *extra]
    platform_plugin = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    if platform_plugin == "xcb" and LINUX and not os.environ.get("DISPLAY"):
        with screen() as environment:
            return subprocess.call(command, cwd=ROOT, env=environment)
    # Windows of several workers on one screen would take each other's focus; off screen each worker has its own.
    with _runtime_folder() as environment:
        return subprocess.call(command, cwd=ROOT, env={**environment, "QT_QPA_PLATFORM": platform_plugin})


def _has_display() -> bool:
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen of 1600 by 1000 on a free display number, as the environment to start programs in."""
    if not shutil.which("Xvfb"):
        advice = f"Run this line, then start again:\n  {_apt_line(['xvfb'])}" if _on_debian() else "Please install it."
        _stop(f"There is neither a display nor the program “Xvfb” to stand in for one. {advice}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # empty where the server ended before it was ready
        if not number:
            _stop("The virtual screen (Xvfb) did not start.")
        with _runtime_folder() as environment:
            environment.pop("WAYLAND_DISPLAY", None)
            yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def _runtime_folder() -> Iterator[dict[str, str]]:
    """This process's environment, with a folder for sockets where the system has made none (Qt warns without one)."""
    environment = dict(os.environ)
    if not LINUX or environment.get("XDG_RUNTIME_DIR"):
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="negdesk-") as folder:
        yield {**environment, "XDG_RUNTIME_DIR": folder}


# --- saying what is done ---


def say(sentence: str) -> None:
    """Print at once, so that it stands before what a started program prints."""
    print(sentence, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[Progress]:
    """One line for a step: its title while it runs, with the seconds it took when it is done."""
    progress = Progress(title)
    yield progress
    progress.done()


class Progress:
    """A line on the terminal that is kept current; elsewhere a line at the start and one at the end."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._start = time.monotonic()
        self._live = sys.stdout.isatty()
        if self._live:
            self._write("…")
        else:
            say(f"  {title} …")

    def note(self, output: str) -> None:
        """Show what a line of pip's or apt's output says is being fetched or installed just now."""
        found = re.match(r"\s*(Collecting|Downloading|Installing|Get:\d+|Unpacking|Setting up)\b", output)
        if self._live and found:
            words = [word.split("/")[-1] for word in output.split()]
            self._write(" ".join(words[:2]))

    def done(self) -> None:
        """Say that the step is done and how long it took."""
        took = f"done, {time.monotonic() - self._start:.0f} s"
        if self._live:
            self._write(took)
            say("")
        else:
            say(f"    {took}")

    def _write(self, state: str) -> None:
        width = max(shutil.get_terminal_size().columns - 1, 40)
        print("\r" + f"  {self._title}: {state}"[:width].ljust(width), end="", flush=True)


def _quietly(command: Sequence[str], progress: Progress, *, may_fail: bool = False) -> None:
    """Run a command without its noise; if it fails, print all it said and stop."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    ) as process:
        said = []
        for line in process.stdout or ():
            said.append(line)
            progress.note(line)
    if process.returncode and not may_fail:
        say(f"\n\n{''.join(said).rstrip()}\n")
        _stop(f"This did not work (what it said stands above):\n  {shlex.join(command)}")


def _stop(sentence: str) -> NoReturn:
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
