"""The fonts of this computer, for characters that none of ours has: Chinese, Japanese, Korean, emoji, rare scripts.

Looked for only when such a character comes up, in the folders where each system keeps its fonts. A font is passed by
where its licence forbids to embed it, or where it has neither outlines nor pictures that a PDF can hold.
"""

import os
import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from struct import unpack_from

import uharfbuzz as harfbuzz

from negdesk.documents.font_faces import Face, Weight

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_FIRST = (
    "notocoloremoji", "notosanscjk", "notosanssc", "notosansjp", "notosanskr", "notosanstc", "sourcehansans",
    "pingfang", "hiragino", "msyh", "yugoth", "meiryo", "malgun", "applesdgothicneo", "msjh", "wqy", "applecoloremoji",
    "seguiemj",     "notosans", "dejavusans",
)  # fmt: skip
"""Parts of file names, those of fonts that go best with ours first; all others come after them by name."""

_LATE = re.compile("bold|italic|oblique|light|thin|black|heavy|medium|mono|serif|condensed|slanted")
_NEVER = re.compile("lastresort|adobeblank|notdef")
"""Fonts that have a box for every character there is."""

_FAMILY, _FAMILY_OF_MORE = 1, 16
"""Names in a font: of the family of up to four styles it is in, and of the whole one where that is larger."""

_BLACK = 900

_MOST_FACES = 10_000
_MOST_WITH_PICTURES = 40
"""How many are looked through for pictures; those of colour emoji come first, or with Apple's and Microsoft's names."""


class SystemFace(Face):
    """One face of a font file of this computer; `index` tells it from the others of a collection."""

    def __init__(self, path: Path, index: int) -> None:
        super().__init__(path)
        self.index = index
        self.family = f"{path}#{index}"
        self.name = re.sub("[^A-Za-z0-9-]", "", f"{path.stem}-{index}") or "Font"

    @cached_property
    def source(self) -> harfbuzz.Face:
        """The face as HarfBuzz knows it."""
        return harfbuzz.Face(harfbuzz.Blob.from_file_path(str(self.path)), self.index)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points it has a glyph for; none where the file cannot be read or must not be embedded."""
        try:
            return frozenset(self.source.unicodes) if self._may_be_embedded() else frozenset()
        except (OSError, ValueError, RuntimeError, harfbuzz.HarfBuzzError):
            return frozenset()

    @cached_property
    def heaviness(self) -> int:
        """How heavy the face is, in the numbers of OpenType; nothing where it slants or does not say."""
        says = self.source.reference_table("OS/2").data
        # OpenType, OS/2: usWeightClass at 4; fsSelection at 62, of which bit 0 is italic and bit 9 oblique.
        if says is None or len(says) < 64 or unpack_from(">H", says, 62)[0] & 0x201:
            return 0
        return int(unpack_from(">H", says, 4)[0])

    @cached_property
    def family_name(self) -> str:
        """What its family calls itself."""
        return self.source.get_name(_FAMILY_OF_MORE) or self.source.get_name(_FAMILY) or ""

    def _may_be_embedded(self) -> bool:
        tags = set(self.source.table_tags)
        if not ("glyf" in tags or "CFF " in tags or self.source.has_color_png):
            return False
        rights = self.source.reference_table("OS/2").data
        # OpenType, OS/2, fsType: 2 restricted (unless previewing, printing or editing is allowed), 0x100 no subsets.
        flags = unpack_from(">H", rights, 8)[0] if rights is not None and len(rights) >= 10 else 0
        return not flags & 0x100 and (not flags & 2 or bool(flags & 0xC))


def system_face(codes: tuple[int, ...], weight: Weight = Weight.REGULAR, pictures: bool = False) -> Face | None:
    """The first face of this computer that has all of these code points; nothing where none has.

    For bold text its bold brother, where the family has one. With `pictures` only one whose glyphs are pictures; it is
    among the first, or there is none.
    """
    if pictures:
        having = (face for face in _faces()[:_MOST_WITH_PICTURES] if face.characters.issuperset(codes))
        return next((face for face in having if face.form == "pictures"), None)
    found = next((face for face in _faces() if face.characters.issuperset(codes)), None)
    if found is None or weight < Weight.SEMIBOLD:
        return found
    bold = _bold_brother(found)
    return bold if bold is not None and bold.characters.issuperset(codes) else found


@cache
def _bold_brother(face: SystemFace) -> SystemFace | None:
    """The face of the same family, in a file of a similar name beside it, that is nearest to bold."""
    if face.form == "pictures" or face.heaviness >= Weight.SEMIBOLD:
        return None
    start = face.path.name[:4].lower()
    beside = (each for each in _faces() if each.path.parent == face.path.parent and each is not face)
    family = [
        each
        for each in beside
        if each.path.name.lower().startswith(start)
        and each.family_name == face.family_name != ""
        and Weight.SEMIBOLD <= each.heaviness < _BLACK
        and each.characters
    ]
    return min(family, key=lambda each: abs(each.heaviness - Weight.BOLD), default=None)


@cache
def _faces() -> tuple[SystemFace, ...]:
    found = [face for path in sorted(_files(), key=_rank) for face in _faces_of(path)]
    return tuple(found[:_MOST_FACES])


def _faces_of(path: Path) -> Iterator[SystemFace]:
    """The faces of a file; of a collection those for simplified Chinese first, as they have most signs."""
    count = 1
    if path.suffix.lower() in (".ttc", ".otc"):
        try:
            with path.open("rb") as file:
                head = file.read(12)
            count = unpack_from(">I", head, 8)[0] if head[:4] == b"ttcf" else 1
        except (OSError, ValueError):
            return
    order = sorted(range(min(count, 32)), key=lambda index: (index != 2, index)) if count > 4 else range(count)
    for index in order:
        yield SystemFace(path, index)


def _rank(path: Path) -> tuple[int, bool, str]:
    name = re.sub("[-_ ]", "", path.stem.lower())
    first = next((place for place, part in enumerate(_FIRST) if part in name), len(_FIRST))
    return first, bool(_LATE.search(name)), str(path)


def _files() -> set[Path]:
    found: dict[Path, Path] = {}
    for folder in font_folders():
        for path in _fonts_below(folder):
            found.setdefault(path.resolve(), path)
    return set(found.values())


def _fonts_below(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        for name in names:
            plain = re.sub("[-_ ]", "", name.lower())
            if plain.endswith(_ENDINGS) and not _NEVER.search(plain):
                yield Path(parent, name)


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts; also folders that are not there."""
    home, variables = Path.home(), os.environ
    if sys.platform == "win32":
        system, own = variables.get("WINDIR", "C:\\Windows"), variables.get("LOCALAPPDATA", str(home))
        return (Path(system, "Fonts"), Path(own, "Microsoft", "Windows", "Fonts"))
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    own_data = variables.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    data = (variables.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    folders = [*(Path(each, "fonts") for each in (own_data, *data) if each), home / ".fonts"]
    return (*folders, *(folder for folder in _named_by_fontconfig(home) if folder not in folders))


def _named_by_fontconfig(home: Path) -> tuple[Path, ...]:
    """The folders that fontconfig's main file names, such as those of NixOS or Flatpak."""
    try:
        text = Path("/etc/fonts/fonts.conf").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    named = re.findall(r"<dir(?![^>]*prefix)[^>]*>([^<]+)</dir>", text)
    return tuple(Path(str(home) + name[1:] if name.startswith("~") else name) for name in map(str.strip, named))
