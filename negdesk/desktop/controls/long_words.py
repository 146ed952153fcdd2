"""Words that are longer than any line, such as an address or a name without a blank: for the eye they may be parted."""

import re

LONG = 25
"""A word of so many letters may be parted; Qt wraps between words only, and would cut the rest off."""

_NO_WORD, _PARTS, _MAY_BREAK = re.compile(rf"\S{{{LONG},}}"), re.compile(".{1,12}"), "\u200b"


def wrappable(text: str) -> str:
    """`text` for the eye: a word that is longer than any, as an address is, can go on in the next line."""
    if len(text) < LONG:
        return text
    return _NO_WORD.sub(lambda match: _MAY_BREAK.join(_PARTS.findall(match[0])), text)


def in_lines(text: str, most: int = 80) -> str:
    """`text` for a tool-tip, which Qt does not wrap: no line of it is longer than `most` letters."""
    if len(text) <= most:
        return text
    import textwrap  # here: few texts are so long, and none at the start

    return "\n".join(part for line in text.splitlines() for part in textwrap.wrap(line, most) or [""])
