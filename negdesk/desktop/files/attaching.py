"""Keeping files that were dropped or chosen with a negotiation or a counterpart."""

from collections.abc import Sequence
from pathlib import Path

from negdesk import commands
from negdesk.desktop.shell import Shell
from negdesk.domain.attached_file import LARGEST_BYTES, AttachedFile
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn


def attach(shell: Shell, owner: str, number: int, paths: Sequence[Path]) -> None:
    """Keep these files with the ``negotiation`` or ``counterpart`` of this number, as one step that can be undone.

    Each that cannot be is named with the reason, and the others are kept.
    """
    files: list[tuple[str, bytes]] = []
    said: list[str] = []
    for path in paths:
        try:
            files.append((path.name, _read(path)))
        except Refusal as refusal:
            said.append(refusal.sentence)
    if files:
        try:
            shell.try_do(commands.attached_file.attach_files, files, **{f"{owner}_id": number})
        except Refusal as refusal:
            files, said = [], [refusal.sentence]
    if files:
        said.insert(0, tn("Kept in the library.", "{n} files kept in the library.", len(files)))
    if said:
        shell.say(" ".join(said), undo=bool(files))


def _read(path: Path) -> bytes:
    """What is in a file, of which no more is read than may be kept. Raises `Refusal`."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise Refusal(
            t("“{name}” cannot be read ({reason}). Is it a file you may open?",
              name=path.name, reason=error.strerror or type(error).__name__)
        ) from None  # fmt: skip
    AttachedFile(name=path.name, size=len(data))  # refuses one that is too large before anything else is done
    return data
