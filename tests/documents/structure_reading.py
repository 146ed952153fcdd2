"""A paper read by its structure: what is drawn, mark by mark, and the tree that says what it is. By pikepdf alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Drawn:
    """Text that is drawn in one go: on which page, and in which mark; `artifact` where it is no part of the text."""

    page: int
    mark: int | None
    artifact: bool
    text: str


@dataclass
class Node:
    """An element of the structure tree. `marks` are those directly in it: page, number, and their text as drawn."""

    kind: str
    stands_for: str | None
    alt: str
    scope: str
    box: tuple[float, ...]
    language: str = ""
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    inside: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This element and all in it, in reading order."""
        yield self
        for node in self.inside:
            yield from node.walk()

    @property
    def said(self) -> str:
        """What a reader aloud says: text that stands for others before what is drawn."""
        if self.stands_for is not None:
            return self.stands_for
        return "".join(text for *_, text in self.marks) + "".join(node.said for node in self.inside)

    @property
    def drawn(self) -> str:
        """The text as it is drawn."""
        return "".join(text for node in self.walk() for *_, text in node.marks)


def structure(paper: bytes) -> tuple[Node, list[Drawn]]:
    """The structure tree of a paper, and everything drawn in the order in which it stands in the file.

    Fails where the tree and what it refers to do not fit one another.
    """
    with pikepdf.open(BytesIO(paper)) as file:
        drawn = [piece for number, page in enumerate(file.pages) for piece in _drawn(number, page)]
        texts: dict[tuple[int, int], str] = {}
        for piece in drawn:
            if piece.mark is not None:
                key = (piece.page, piece.mark)
                texts[key] = texts.get(key, "") + piece.text
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        root = file.Root.StructTreeRoot
        parents = _parents(root)
        tree = _node(root.K, numbers, texts, parents)
        assert root.K.P.objgen == root.objgen
        assert not parents, "the tree of parents knows marks that no element has"
        assert not texts, "something is drawn that no element has"
        for number, page in enumerate(file.pages):
            assert page.StructParents == number
    return tree, drawn


def _parents(root: Any) -> dict[tuple[int, int], Any]:
    nums = list(root.ParentTree.Nums)
    return {
        (int(page), mark): element.objgen
        for page, elements in zip(nums[::2], nums[1::2], strict=True)
        for mark, element in enumerate(elements)
    }


def _node(entry: Any, numbers: dict[Any, int], texts: dict[Any, str], parents: dict[Any, Any]) -> Node:
    facts = entry.get("/A", pikepdf.Dictionary())
    assert facts.get("/O") == ("/Table" if "/Scope" in facts else "/Layout" if "/BBox" in facts else None)
    node = Node(
        str(entry.S)[1:],
        str(entry.ActualText) if "/ActualText" in entry else None,
        str(entry.get("/Alt", "")),
        str(facts.get("/Scope", "")),
        tuple(float(at) for at in facts.get("/BBox", ())),
        str(entry.get("/Lang", "")),
    )
    kids = entry.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == entry.objgen
            node.inside.append(_node(kid, numbers, texts, parents))
            continue
        at = kid if isinstance(kid, pikepdf.Dictionary) else entry
        mark = int(kid.MCID if isinstance(kid, pikepdf.Dictionary) else kid)
        key = (numbers[at.Pg.objgen], mark)
        assert parents.pop(key) == entry.objgen
        node.marks.append((*key, texts.pop(key)))
    return node


def _drawn(number: int, page: Any) -> Iterator[Drawn]:
    tables = {name: _texts(font) for name, font in page.Resources.Font.items()}
    digits, table = 4, dict[str, str]()
    around: list[tuple[str, int | None, str | None]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                digits, table = tables[str(operands[0])]
            case "BMC" | "BDC":
                facts = operands[1] if len(operands) > 1 else {}
                mark = int(facts["/MCID"]) if "/MCID" in facts else None
                assert mark is None or all(held is None for _, held, _ in around), "a mark in a mark"
                stands_for = str(facts["/ActualText"]) if "/ActualText" in facts else None
                around.append((str(operands[0]), mark, stands_for))
                if mark is not None:
                    yield Drawn(number, mark, False, "")
            case "EMC":
                _, _, stands_for = around.pop()
                if stands_for is not None:
                    yield _piece(number, around, stands_for)
            case "TJ" if not any(said is not None for *_, said in around):
                written = b"".join(bytes(each) for each in operands[0] if isinstance(each, pikepdf.String)).hex()
                codes = [written[at : at + digits] for at in range(0, len(written), digits)]
                yield _piece(number, around, "".join(table.get(code, "") for code in codes))
    assert not around


def _piece(number: int, around: list[tuple[str, int | None, str | None]], text: str) -> Drawn:
    mark = next((held for _, held, _ in around if held is not None), None)
    return Drawn(number, mark, any(name == "/Artifact" for name, *_ in around), text)


def _texts(font: Any) -> tuple[int, dict[str, str]]:
    """How many hexadecimal digits a code of a font has, and the text that each stands for."""
    pairs = re.findall(r"^<(\w+)> <(\w+)>$", font.ToUnicode.read_bytes().decode("ascii"), re.MULTILINE)
    digits = 2 if font.Subtype == "/Type3" else 4
    return digits, {code: bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in pairs}
