"""Where libraries lie on this computer."""

from pathlib import Path

import platformdirs

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


def settings_file() -> Path:
    """What belongs to this computer and not to a library: window places, theme, the last library."""
    return Path(platformdirs.user_config_dir("negdesk", appauthor=False)) / "settings.ini"
