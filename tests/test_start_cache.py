"""What one start leaves for the next: it spares work, and whatever is wrong with it changes nothing."""

import dataclasses
import marshal
from pathlib import Path

import pytest

from negdesk import start_cache
from negdesk.start_cache import StartCache, compile_dataclasses_once, keep_what_was_compiled


@pytest.fixture(autouse=True)
def byte_code_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment of the tests says of it."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def counted(made: list[str], value: str) -> str:
    made.append(value)
    return value


def test_the_next_start_makes_nothing_anew(tmp_path: Path) -> None:
    made: list[str] = []
    for _start in range(2):
        cache = StartCache(tmp_path / "kept")
        assert cache.made("upper", b"a", lambda: counted(made, "A")) == "A"
        cache.keep()
    assert made == ["A"]


def test_another_source_or_kind_is_made_anew(tmp_path: Path) -> None:
    cache = StartCache(tmp_path / "kept")
    cache.made("upper", b"a", lambda: "A")
    cache.keep()
    cache = StartCache(tmp_path / "kept")
    assert cache.made("upper", b"b", lambda: "B") == "B"
    assert cache.made("twice", b"a", lambda: "aa") == "aa"
    cache.keep()
    assert StartCache(tmp_path / "kept").made("upper", b"a", lambda: "never") == "A"


@pytest.mark.parametrize(
    "found",
    [b"", b"not ours", marshal.dumps("neither"), marshal.dumps((("another Python", "0.0"), {("upper", b""): "old"}))],
    ids=["nothing", "text", "another shape", "another Python"],
)
def test_a_broken_or_foreign_file_counts_as_empty(tmp_path: Path, found: bytes) -> None:
    file = tmp_path / "kept"
    file.write_bytes(found)
    cache = StartCache(file)
    assert cache.made("upper", b"a", lambda: "A") == "A"
    cache.keep()
    assert StartCache(file).made("upper", b"a", lambda: "never") == "A"


def test_half_a_file_counts_as_empty(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    cache = StartCache(file)
    cache.made("upper", b"a", lambda: "A")
    cache.keep()
    file.write_bytes(file.read_bytes()[:-3])
    assert StartCache(file).made("upper", b"a", lambda: "new") == "new"


def test_where_nothing_can_be_written_nothing_is_kept_and_all_works(tmp_path: Path) -> None:
    cache = StartCache(tmp_path / "no such folder" / "kept")
    assert cache.made("upper", b"a", lambda: "A") == "A"
    cache.keep()
    assert StartCache(None).made("upper", b"a", lambda: "A") == "A"
    assert not list(tmp_path.iterdir())


def test_nothing_is_kept_where_python_is_to_write_no_byte_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    cache = StartCache(tmp_path / "kept")
    cache.made("upper", b"a", lambda: "A")
    cache.keep()
    assert not list(tmp_path.iterdir())


def test_a_dataclass_made_of_kept_code_is_as_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> type:
        return dataclasses.make_dataclass("Pair", [("a", int), ("b", str, "x")], frozen=True, slots=True)

    usual = made()
    for start in range(2):
        cache = StartCache(tmp_path / "kept")
        monkeypatch.setattr(start_cache, "start_cache", cache)
        compile_dataclasses_once()
        ours = made()
        assert bool(cache._new) is (start == 0)
        keep_what_was_compiled()
        pair = ours(1)
        assert repr(pair) == repr(usual(1)) and pair == ours(1, "x") and pair != ours(2)
        assert hash(pair) == hash(usual(1)) and dataclasses.astuple(pair) == (1, "x")
        with pytest.raises(dataclasses.FrozenInstanceError):
            pair.a = 2
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
            ours()
    assert "exec" not in vars(dataclasses)
