"""Strips stacked up on pages, in their order: nothing is lost, what belongs together stays together."""

from collections.abc import Sequence
from dataclasses import dataclass

from negdesk.documents.paper_style import BOTTOM_MARGIN, TOP_MARGIN, PaperStyle
from negdesk.documents.typesetting import Strip


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip with its distance from the top of the page's text; `again` where it is a head that stood before."""

    strip: Strip
    top: float
    again: bool = False


def text_height(style: PaperStyle) -> float:
    """How much of a page's height is for text, in points."""
    return style.size[1] - TOP_MARGIN - BOTTOM_MARGIN


def into_pages(strips: Sequence[Strip], height: float) -> list[list[Placed]]:
    """The strips on as few pages as their order and what must stay together allow; always at least one page.

    Strips that belong together go to the next page together. Of those that are higher than a page their beginning does:
    what stands before a heading, the heading, and the first below it.
    """
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for group in _groups(strips):
        for part in (group, _beginning(group)):
            whole = sum(strip.gap + strip.height for strip in part)
            if whole - group[0].gap + _head_height(group[0]) <= height:
                if pages[-1] and y + whole > height:
                    pages.append([])
                    y = 0.0
                break
        for strip in group:
            if pages[-1] and y + strip.gap + strip.height > height:
                pages.append([])
                y = 0.0
            if not pages[-1]:
                for head in strip.head:
                    pages[-1].append(Placed(head, y, again=True))
                    y += head.height
            else:
                y += strip.gap
            pages[-1].append(Placed(strip, y))
            y += strip.height
    return pages


def _head_height(strip: Strip) -> float:
    return sum(head.height for head in strip.head)


def _beginning(group: Sequence[Strip]) -> Sequence[Strip]:
    headings = [at for at, strip in enumerate(group) if strip.bookmark]
    return group[: headings[-1] + 2] if headings else group[:1]


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """The strips in runs that stay together."""
    groups: list[list[Strip]] = []
    joined = False
    for strip in strips:
        if joined:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        joined = strip.keep
    return groups
