"""Text broken into lines of a width: in any script, from left to right or from right to left, words of any length.

What is set here is characters and nothing else: there is no markup which a user's text could be taken for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, normalize

from negdesk.documents.font_faces import Cluster, Face, Weight, forget_shapes, runs, shape
from negdesk.documents.text_direction import ISOLATE, ISOLATE_END, levels_of, without_marks
from negdesk.domain.money import NO_BREAK_SPACE

_LONGEST_WORD = 400
"""Characters shaped at once; a longer word is shaped in pieces, so that its length costs no more than its letters."""

_LONGEST_REMEMBERED = 40
"""Words up to this length are set once and remembered."""

_OPENING = "「『（【〔〈《"
_CLOSING = "、。，．！？：；」』）】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…"
_WIDE = (
    "\u2e80-\u2fdf\u3001-\u30ff\u3100-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[ \u2000-\u200a\u3000]+|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^ \u2000-\u200a{_WIDE}]+")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_PRINTED = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u061c\ufeff\u202a-\u202e\u2060-\u206f]+")
"""Controls of devices and of direction, and halves of characters."""

_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Segment:
    """Clusters of one face and one direction, in reading order; `advance` in thousandths of the font size."""

    face: Face
    level: int
    text: str
    clusters: tuple[Cluster, ...]
    advance: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its segments from left to right, and its width in thousandths of the font size."""

    segments: tuple[Segment, ...]
    advance: float
    right_to_left: bool = False


def printable(text: str) -> str:
    """`text` as it can be printed: NFC, tabs as spaces, control and direction characters dropped, broken ones marked.

    Direction controls are dropped because they can make a line read as something it does not say.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return normalize("NFC", _NOT_PRINTED.sub(_printed, lines))


def isolated(text: str) -> str:
    """`text` to be put into a longer one: its own direction, whatever that is, leaves the rest where it is.

    Each of its lines is isolated by itself, as it is broken there; what it holds of our own marks cannot end that.
    Empty lines at its ends go, and an empty text stays empty.
    """
    if not text:
        return ""
    lines = printable(without_marks(text)).strip("\n")
    return f"{ISOLATE}{lines}{ISOLATE_END}".replace("\n", f"{ISOLATE_END}\n{ISOLATE}")


def left_out(text: str) -> str:
    """The characters of a text that cannot be printed as they are: controls of devices and of direction, broken ones.

    White space and what only joins or shapes letters is printed, or has no look of its own.
    """
    return "".join(char for char in dict.fromkeys(text) if not char.isspace() and _NOT_PRINTED.match(char))


def _printed(found: re.Match[str]) -> str:
    """What stands for characters that are not printed: for half a character a sign, for a control nothing."""
    return "".join("\ufffd" for char in found[0] if "\ud800" <= char <= "\udfff")


def break_lines(text: str, width: float, weight: Weight = Weight.REGULAR) -> tuple[Line, ...]:
    """`text` in lines of at most `width` (in thousandths of the font size); an empty text has no line.

    Lines are broken between words, after a hyphen between letters, between Chinese and Japanese characters, and within
    a word only where it is wider than a line. A single cluster wider than a line stands alone on one.
    """
    broken: list[Line] = []
    for paragraph in printable(text).strip("\n").split("\n") if text else ():
        broken.extend(_paragraph(paragraph, max(width, 1.0), weight))
    while broken and not broken[-1].segments:
        broken.pop()
    return tuple(broken)


def longest_word(text: str, weight: Weight = Weight.REGULAR) -> float:
    """How wide a line must be for no word of the text to be parted (in thousandths of the font size)."""
    words = (each for line in printable(text).split("\n") for each in _words(*levels_of(line)[::2], weight))
    return max((advance for is_space, _, advance in words if not is_space), default=0.0)


def _paragraph(text: str, width: float, weight: Weight) -> Iterator[Line]:
    text, base, levels = levels_of(text)
    filled: list[Segment] = []
    used = 0.0
    for is_space, word, advance in _words(text, levels, weight):
        if used + advance <= width or (is_space and filled):
            filled.extend(word)
            used += advance
            continue
        if is_space:
            continue
        if filled and any(_visible(segment) for segment in filled):
            yield _line(filled, base)
        filled, used = [], 0.0
        if advance > width:
            *full, word = _cut(word, width)
            for piece in full:
                yield _line(piece, base)
        filled = list(word)
        used = sum(segment.advance for segment in filled)
    yield _line(filled, base)


def _words(text: str, levels: list[int] | None, weight: Weight) -> Iterator[tuple[bool, Sequence[Segment], float]]:
    for match in _TOKEN.finditer(text):
        start = match.start()
        for part in _BETWEEN_LETTERS.split(match[0]):
            for at in range(0, len(part), _LONGEST_WORD):
                piece = part[at : at + _LONGEST_WORD]
                if levels is None and len(piece) <= _LONGEST_REMEMBERED:
                    word, advance = _remembered_word(piece, weight)
                else:
                    word = tuple(_segments(piece, levels, start + at, weight))
                    advance = sum(segment.advance for segment in word)
                yield not piece.strip(), word, advance
            start += len(part)


@lru_cache(maxsize=30_000)
def _remembered_word(text: str, weight: Weight) -> tuple[tuple[Segment, ...], float]:
    word = tuple(_segments(text, None, 0, weight))
    return word, sum(segment.advance for segment in word)


def _segments(text: str, levels: list[int] | None, start: int, weight: Weight) -> Iterator[Segment]:
    for level, same in [(0, text)] if levels is None else _of_one_level(text, levels, start):
        for face, run in runs(same, weight):
            clusters = shape(face, run, right_to_left=level % 2 == 1)
            yield Segment(face, level, run, clusters, sum(cluster.advance for cluster in clusters))


def _of_one_level(text: str, levels: list[int], start: int) -> Iterator[tuple[int, str]]:
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or levels[start + at] != levels[start + begin]:
            yield levels[start + begin], text[begin:at]
            begin = at


def _cut(word: Sequence[Segment], width: float) -> list[list[Segment]]:
    """A word that is wider than a line, in pieces that are not; parted between clusters only.

    It is parted before a no-break space where it has one, as that stands between an amount and its unit.
    """
    pieces: list[list[Segment]] = [[]]
    used = 0.0
    for segment in word:
        ends = list(accumulate(cluster.advance for cluster in segment.clusters))
        at = 0
        while at < len(ends):
            done = ends[at - 1] if at else 0.0
            fits = bisect_right(ends, width - used + done, lo=at)
            while at < fits < len(ends) and category(segment.clusters[fits].text[0])[0] == "M":
                fits -= 1
            if fits == at and used == 0.0:
                fits = at + 1
            elif fits < len(ends):
                spaces = (n for n in range(fits, at, -1) if segment.clusters[n].text == NO_BREAK_SPACE)
                fits = next(spaces, fits)
            if fits > at:
                part = segment.clusters[at:fits]
                advance = ends[fits - 1] - done
                text = "".join(cluster.text for cluster in part)
                pieces[-1].append(Segment(segment.face, segment.level, text, part, advance))
                used += advance
                at = fits
            if at < len(ends):
                pieces.append([])
                used = 0.0
    return pieces


def _visible(segment: Segment) -> bool:
    return bool(segment.text.strip(" "))


def _line(filled: list[Segment], base: int) -> Line:
    segments = list(filled)
    while segments and not _visible(segments[-1]):
        segments.pop()
    if any(segment.level for segment in segments):
        segments = _visual_order(segments)
    return Line(tuple(segments), sum(segment.advance for segment in segments), base == 1)


def _visual_order(segments: Sequence[Segment]) -> list[Segment]:
    """Segments from left to right: rule L2 of the Unicode bidirectional algorithm."""
    ordered = list(segments)
    for level in range(max((segment.level for segment in ordered), default=0), 0, -1):
        _turn_round(ordered, level)
    return ordered


def _reading_order(ordered: Sequence[Segment]) -> list[Segment]:
    """Segments that stand from left to right, in the order in which they are read: rule L2 backwards."""
    segments = list(ordered)
    for level in range(1, max((segment.level for segment in segments), default=0) + 1):
        _turn_round(segments, level)
    return segments


def as_read(line: Line) -> str:
    """The text of a line in the order in which it is read."""
    return "".join(segment.text for segment in _reading_order(line.segments))


def _turn_round(segments: list[Segment], level: int) -> None:
    """Reverse each run of segments of this level or a higher one."""
    at = 0
    while at < len(segments):
        end = at
        while end < len(segments) and segments[end].level >= level:
            end += 1
        segments[at:end] = segments[at:end][::-1]
        at = max(end, at + 1)


def shortened(line: Line, width: float, ellipsis: Line) -> Line:
    """`line`, where it is wider cut to `width` and ended by an ellipsis (both in thousandths of the font size)."""
    return line if line.advance <= width else ended(line, width, ellipsis)


def ended(line: Line, width: float, ellipsis: Line) -> Line:
    """`line` with an ellipsis where one stops reading, before it as much of it as fits into `width` with that."""
    kept = _cut(_reading_order(line.segments), max(width - ellipsis.advance, 1.0))[0]
    base = int(line.right_to_left)
    segments = _visual_order([*kept, *(replace(segment, level=base) for segment in ellipsis.segments)])
    return Line(tuple(segments), sum(segment.advance for segment in segments), line.right_to_left)


def forget_texts() -> None:
    """Let go of every text that was laid out and is remembered, as when its library is locked."""
    _remembered_word.cache_clear()
    forget_shapes()
