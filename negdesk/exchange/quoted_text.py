"""Quoted-printable text of cards that do not say in which letters it is: brought to UTF-8, as the parser takes it."""

import quopri
import re
from collections.abc import Iterator

_QUOTED = re.compile(r"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_SAYS_LETTERS = re.compile(r"[^:]*;CHARSET=", re.IGNORECASE)


def in_utf8(card: str) -> str:
    """The card with such text in UTF-8: what is none is of Windows, as the Outlooks of western Europe write it."""
    return "\n".join(_lines(card.split("\n")))


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
