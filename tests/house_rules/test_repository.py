"""What the repository's own files must not hold, and how long a module may be."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = {".py", ".toml", ".sql", ".md", ".txt", ".cfg", ".yml", ".yaml", ".spec", ".desktop", ".sh", ".qss", ".ini"}
LEFT_OUT = {
    ".venv",
    ".git",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "__pycache__",
    "build",
    "dist",
}
LONGEST_MODULE = 450


def our_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if path.is_file() and path.suffix in WRITTEN and not LEFT_OUT.intersection(inside) and path != Path(__file__):
            yield path


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a note of something unfinished", r"\b(?:TODO|FIXME|XXX|HACK)\b"),
        (
            "the address of a package registry or mirror",
            r"(?:--index-url|--extra-index-url|--trusted-host|\bindex-url\b)",
        ),
        (
            "the name of a registry's host",
            r"(?i)\b(?:pypi\.org|pythonhosted\.org|artifactory|nexus\.|devpi|registry\.npmjs|jfrog|codeartifact)",
        ),
        ("a merge that was not finished", r"^(?:<{7}|>{7}) "),
    ],
)
def test_nothing_that_does_not_belong_here(what: str, pattern: str) -> None:
    search = re.compile(pattern, re.MULTILINE)
    found = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for path in our_files()
        for text in [path.read_text(encoding="utf-8")]
        for match in search.finditer(text)
    ]
    assert found == [], what


def test_modules_can_be_read_in_one_sitting() -> None:
    lengths = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n")
        for path in (ROOT / "negdesk").rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}
