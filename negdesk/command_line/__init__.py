"""The command line: opens the window, or does one thing without a display.

Each subcommand is a module of this package; the table of them is in `subcommands`. The usual start, the window, loads
none of it.
"""

import os
import sys
from pathlib import Path

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import sample_library


def main(words: list[str]) -> int:
    """Do what the words ask; returns the exit status: 0 done, 1 refused with a sentence, 2 words not understood.

    130 is that of a subcommand that was stopped by Ctrl+C; what it had begun to change was taken back.
    """
    try:
        if words in ([], ["--sample"]):  # the usual start: the window does not wait for argparse
            return _window(sample_library() if words else None, sample=bool(words))
        return _do(words)
    except Refusal as refusal:
        print(f"negdesk: {refusal.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _do(words: list[str]) -> int:
    from negdesk.command_line.libraries import chosen_library, read_passphrase
    from negdesk.command_line.printing import printed_at_once
    from negdesk.command_line.subcommands import parser, run

    with printed_at_once():
        arguments = parser(words).parse_args(words)
        if arguments.command is not None:
            return run(arguments)
    return _window(
        chosen_library(arguments), arguments.sample, arguments.meet, typed=read_passphrase(arguments.passphrase_file)
    )


def _window(library: Path | None, sample: bool, meet: str = "", typed: str = "") -> int:
    import gc

    _refuse_without_screen()
    gc.disable()  # nothing of a start is garbage; the window's `Collector` takes over
    from negdesk.desktop.qt_loading import load_qt
    from negdesk.start_cache import compile_dataclasses_once

    compile_dataclasses_once()
    load_qt()
    from negdesk.desktop.launch import start

    return start(library, sample=sample, meet=meet, typed=typed)


def _refuse_without_screen() -> None:
    """Say it in words where there is nothing to show a window on: Qt would end the process with a core dump."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    if not sys.platform.startswith("linux") or any(os.environ.get(each) for each in named):
        return
    if os.environ.get("XDG_SESSION_TYPE") != "wayland":  # there its socket has a usual name
        raise Refusal(t("There is no screen here to open the window on. “negdesk --help” says what works without one."))
