"""What the parts of a paper are to those who do not see it: titles, paragraphs, tables, pictures, in reading order.

The elements become the structure tree of a tagged PDF, and everything drawn is either in one of them or marked as an
artifact. Sources: ISO 32000-1, 14.7 (logical structure), 14.8 (tagged PDF), 14.9 (alternate descriptions, replacement
text).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc

from negdesk.documents.picture_fonts import utf16
from negdesk.documents.text_direction import has_right_to_left, without_marks
from negdesk.documents.text_language import language_of
from negdesk.documents.text_lines import printable

ARTIFACT = "/Artifact BMC"
"""Begins what is no part of a paper's text: rules, the head and foot of pages, heads of tables that are said again."""

END = "EMC"


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A part of a paper; two are the same only if they are one object.

    `kind` is a standard type of 14.8.4: ``H1``, ``P``, ``Table``, ``TR``, ``TH``, ``TD``, ``Figure``, ``Span``; of a
    ``TH``, `scope` says what it is the head of, ``Column`` or ``Row``. `said` stands for text that is drawn in another
    order than it is read, `alt` for what is no text; `language` is that of its text, where that is not the paper's.
    `box` is where a picture is within its strip: left edge, top, width and height.
    """

    kind: str
    inside: "Element | None" = None
    said: str = ""
    alt: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    language: str = ""


def part_saying(text: str, element: Element) -> Element:
    """Where `text` is drawn: in `element`, or in a part of it that says the text as it is read, and in which language.

    Text from right to left is drawn from left to right, as all of a PDF is; whoever reads it aloud needs its order.
    """
    said = _plain(text) if has_right_to_left(text) else ""
    language = language_of(text)
    return Element("Span", element, said, language=language) if said or language else element


def _plain(text: str) -> str:
    return without_marks(printable(text))


class Structure:
    """The structure tree of one PDF: elements in the order in which they were first drawn, each in the one around it.

    Say `page` before what a page holds is marked, and `finish` once, after the last page.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = _Raw()
        self._root_reference = _registered(document, self._root)
        self._whole = Element("Document")
        self._nodes: dict[Element, _Node] = {}
        self._pages: list[list[_Node]] = []
        self._open(self._whole)

    def page(self) -> None:
        """What is marked from here on is on the next page."""
        self._pages.append([])

    def open(self, elements: Iterable[Element]) -> None:
        """Take elements into the tree, each after those before it, though nothing may be drawn of them."""
        for element in elements:
            self._open(element)

    def begin(self, element: Element, left: float, top: float) -> str:
        """The operator that begins all that is drawn of an element on this page.

        `left` and `top` are where the strip it is on begins, for the place of a picture.
        """
        node = self._open(element)
        held = self._pages[-1]
        if element.box is not None:
            x, y, width, height = element.box
            node.box = (left + x, top - y - height, left + x + width, top - y)
        node.content.append((len(self._pages), len(held)))
        held.append(node)
        return f"/{element.kind} <</MCID {len(held) - 1}>> BDC"

    def _open(self, element: Element) -> "_Node":
        node = self._nodes.get(element)
        if node is None:
            around = None
            if element is not self._whole:
                around = self._open(element.inside or self._whole)
            node = self._nodes[element] = _Node(element, around)
            node.reference = _registered(self._document, node)
            node.around = self._root_reference if around is None else around.reference
            if around is not None:
                around.content.append(node.reference)
        return node

    def finish(self) -> None:
        """Put the tree into the document."""
        document = self._document
        nums = []
        for number, held in enumerate(self._pages):
            page = document.idToObject[f"Page{number + 1}"]
            # reportlab knows no such entry of a page; it writes those whose names stand here.
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number
            nums.append(f"{number} [{' '.join(node.reference for node in held)}]")
        parents = _registered(document, _Raw(f"<</Nums [{' '.join(nums)}]>>"))
        self._root.text = (
            f"<</Type /StructTreeRoot /K {self._nodes[self._whole].reference}"
            f" /ParentTree {parents} /ParentTreeNextKey {len(self._pages)}>>"
        )
        document.Catalog.StructTreeRoot = self._root
        document.Catalog.MarkInfo = _Raw("<</Marked true>>")


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object that is written as it stands."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        return self.text.encode("ascii")


class _Node(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An element in the file. There are many, so that each is written in one go.

    `content` holds references to elements in it, and as pairs the number of a page with that of a mark on it.
    """

    def __init__(self, element: Element, around: "_Node | None") -> None:
        self._element = element
        self.reference = self.around = ""
        self.content: list[str | tuple[int, int]] = []
        self.box: tuple[float, float, float, float] | None = None

    def format(self, document: Any) -> bytes:
        element = self._element
        written = [f"<</S /{element.kind} /P {self.around}"]
        pages = {each[0] for each in self.content if not isinstance(each, str)}
        first = min(pages, default=0)
        if first:
            written.append(f"/Pg {_page(document, first)}")
        held = [
            each
            if isinstance(each, str)
            else f"{each[1]}"
            if each[0] == first
            else f"<</Type /MCR /Pg {_page(document, each[0])} /MCID {each[1]}>>"
            for each in self.content
        ]
        if held:
            written.append(f"/K {held[0]}" if len(held) == 1 else f"/K [{' '.join(held)}]")
        if element.scope:
            written.append(f"/A <</O /Table /Scope /{element.scope}>>")
        if self.box is not None:
            written.append(f"/A <</O /Layout /Placement /Block /BBox [{' '.join(f'{at:.2f}' for at in self.box)}]>>")
        if element.language:
            written.append(f"/Lang ({element.language})")
        for name, text in (("ActualText", element.said), ("Alt", _plain(element.alt))):
            if text:
                written.append(f"/{name} <feff{utf16(text)}>")
        return f"{' '.join(written)}>>".encode("ascii")


def _page(document: Any, number: int) -> str:
    return f"{document.idToObjectNumberAndVersion[f'Page{number}'][0]} 0 R"


def _registered(document: Any, thing: Any) -> str:
    """A reference to an object, by the number that it has in the file from now on."""
    name = document.Reference(thing).name
    return f"{document.idToObjectNumberAndVersion[name][0]} 0 R"
