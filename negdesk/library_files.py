"""Where libraries lie on this computer."""

import os
import re
from pathlib import Path

import platformdirs

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

SUFFIX = ".negdesk"


def data_folder() -> Path:
    """The platform's folder for the user's data of this program; it need not exist yet."""
    return Path(platformdirs.user_data_dir("negdesk", appauthor=False))


def own_library() -> Path:
    """The user's own library."""
    return data_folder() / f"library{SUFFIX}"


def sample_library() -> Path:
    """The sample library. It is a file of its own and never mixes with the user's."""
    return data_folder() / f"sample{SUFFIX}"


def is_there(library: Path) -> bool:
    """Whether there is such a file. Raises `Refusal` where the system cannot say, as of a folder closed to the user."""
    try:
        return library.exists()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal(
            t("{path} cannot be opened ({reason}). Choose another library.", path=library, reason=reason)
        ) from None


def opened_files_folder() -> Path:
    """Where private copies of kept files lie while other programs show them.

    Linux has a folder in memory for that, which is emptied when the user logs out; elsewhere it is the user's cache.
    """
    in_memory = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(in_memory, "negdesk") if in_memory else Path(platformdirs.user_cache_dir("negdesk", appauthor=False))
    return base / "opened"


def run_folder() -> Path:
    """Where a running window leaves word of itself, so that a second start finds it. Nothing of a library is in it."""
    at_run_time = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(at_run_time) if at_run_time else Path(platformdirs.user_cache_dir("negdesk", appauthor=False))
    return base / ("negdesk" if at_run_time else "run")


def log_file() -> Path:
    """Where the program writes what went wrong in it: kinds of errors and code places, nothing of a library."""
    return Path(platformdirs.user_log_dir("negdesk", appauthor=False)) / "negdesk.log"


def end_file(logs: Path) -> Path:
    """Where this process leaves word of an end that it did not choose."""
    return logs / f"end-{os.getpid()}.log"


def settings_file() -> Path:
    """What belongs to this computer and not to a library: window places, theme, the last library."""
    return Path(platformdirs.user_config_dir("negdesk", appauthor=False)) / "settings.ini"


BACKUP_FOLDER = "backup_folder"
"""The name under which the settings keep the folder that was chosen for backups."""


def backup_folder(library: Path) -> Path:
    """The folder that was chosen for backups in the window, else one beside the library.

    The settings are Qt's to write; whoever works without Qt reads this one line of theirs.
    """
    beside = library.with_name("backups")
    try:
        lines = settings_file().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return beside
    for line in lines:
        name, _, value = line.partition("=")
        if name == BACKUP_FOLDER:
            bare = value[1:-1] if value.startswith('"') else value
            return Path(re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), bare))
    return beside


def may_write(library: Path) -> bool:
    """Whether the file and its folder may be written: SQLite needs both. A file that is not there yet counts as may."""
    effective = os.access in os.supports_effective_ids
    return all(
        not each.exists() or os.access(each, os.W_OK, effective_ids=effective) for each in (library, library.parent)
    )
