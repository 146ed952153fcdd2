"""Where the files that ship with the program lie."""

from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    """The folder with fonts, icons, themes, templates and the sample.

    In an installed package it is mapped into ``negdesk/resources``; in a source checkout it stands beside ``negdesk/``.
    """
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
