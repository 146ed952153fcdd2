"""Quoted-printable text of cards that the parser does not take as it stands: in letters that it does not name, or among
the types of a number.
"""

import quopri
import re
from collections.abc import Iterator

_QUOTED = re.compile(r"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_OWN_LABEL = re.compile(
    r"(\w+);X-CUSTOM\((?:CHARSET=([\w-]+),)?(?:ENCODING=([\w-]+),)?([^()]*)\)([;:].*)", re.IGNORECASE
)
_SAYS_LETTERS = re.compile(r"[^:]*;CHARSET=", re.IGNORECASE)


def in_utf8(card: str) -> str:
    """The card with such text in UTF-8: what is none is of Windows, as the Outlooks of western Europe write it."""
    return "\n".join(_lines(card.split("\n")))


def labels_apart(card: str) -> str:
    """The card with the labels of one's own that telephones write among the types of a number as lines of their own."""
    lines: list[str] = []
    for line in card.split("\n"):
        found = _OWN_LABEL.fullmatch(line)
        label = _own_label(*found.groups("")[1:4]) if found is not None else ""
        if found is None or not label:
            lines.append(line)
        else:
            lines += [f"own{len(lines)}.{found[1]}{found[5]}", f"own{len(lines)}.X-ABLABEL:{label}"]
    return "\n".join(lines)


def _own_label(letters: str, encoding: str, label: str) -> str:
    """Such a label in one line; empty where its letters are of an encoding that nobody knows."""
    data = label.encode("utf-8", "replace")
    try:
        text = (quopri.decodestring(data) if encoding else data).decode(letters or "utf-8", "replace")
    except (LookupError, ValueError):
        return ""
    return " ".join(text.split())


def _lines(lines: list[str]) -> Iterator[str]:
    rest = iter(lines)
    for line in rest:
        if not _QUOTED.match(line) or _SAYS_LETTERS.match(line):
            yield line
            continue
        pieces = [line]
        while pieces[-1].endswith("="):  # the text goes on in the next line
            following = next(rest, None)
            if following is None:
                break
            pieces.append(following)
        head, _, quoted = "".join(piece.removesuffix("=") for piece in pieces).partition(":")
        data = quopri.decodestring(quoted.encode("utf-8", "replace"))
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            yield f"{head}:{''.join(f'={byte:02X}' for byte in text.encode())}"
        else:
            yield from pieces
