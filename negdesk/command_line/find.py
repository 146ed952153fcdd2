"""``negdesk find WORDS``: what the library holds with these words, on the terminal or as JSON.

JSON is one object. ``hits`` is a list of objects with ``kind``, ``group``, ``where`` (the title of the page),
``passage``, ``marks`` (starts and ends of the words in it, in characters), ``page``, ``id`` (its number there),
``step`` and ``focus`` (``TABLE:ID``). ``more`` says whether there is more than was printed, ``meant`` is the name taken
for one mistyped, ``trouble`` a sentence about a part that could not be read.
"""

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from negdesk.command_line.libraries import opened_desk
from negdesk.domain.wording import mark, t

if TYPE_CHECKING:
    from negdesk.desk import Desk
    from negdesk.queries.search import SearchSheet

DESCRIPTION = mark(
    "Find words in everything the library holds. Words match by their beginning, “quoted words” as they stand. "
    "kind:give, with:name, before:2026-12-01, after:2026-01-01 and #tag narrow it down. "
    "The exit status is 0 where something was found and 1 where nothing was."
)

MOST = 50


def add_arguments(parser: ArgumentParser) -> None:
    """The words that follow ``find``."""
    parser.add_argument("words", metavar="WORDS", nargs="+", help=t("what to look for"))
    parser.add_argument("--json", action="store_true", help=t("print one JSON object"))
    parser.add_argument("--most", metavar="N", type=int, default=MOST, help=t("print at most N of each kind (50)"))


def run(arguments: Namespace) -> int:
    """Print what was found; returns 0, or 1 where nothing was."""
    with opened_desk(arguments) as desk:
        sheet = _found(desk, " ".join(arguments.words), max(1, min(arguments.most, 1000)))
    if arguments.json:
        hits = [
            {
                "kind": hit.kind, "group": hit.group, "where": hit.title, "passage": hit.passage, "marks": hit.marks,
                "page": hit.page, "id": hit.id, "step": hit.step, "focus": hit.focus,
            }
            for hit in sheet.hits
        ]  # fmt: skip
        said = {"hits": hits, "more": sheet.more, "meant": sheet.meant, "trouble": sheet.trouble}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _print(sheet)
    return 0 if sheet.hits else 1


def _found(desk: "Desk", words: str, most: int) -> "SearchSheet":
    from negdesk.queries.search import search_sheet
    from negdesk.storage import clock
    from negdesk.storage.search_index import IndexDamaged

    try:
        return desk.ask(search_sheet, words, clock.today(), most=most)
    except IndexDamaged:
        desk.renew_search()
        return desk.ask(search_sheet, words, clock.today(), most=most)


def _print(sheet: "SearchSheet") -> None:
    if sheet.trouble:
        print(sheet.trouble)
    if sheet.meant:
        print(t("Taken for “{words}”.", words=sheet.meant))
    for hit in sheet.hits:
        print(t("{kind}: {where}", kind=hit.kind, where=hit.title), *([hit.passage] if hit.passage else []), sep="\t")
    if not sheet.hits:
        print(t("Nothing found."))
    elif sheet.more:
        print(t("There is more. Add a word or a filter, or ask for more with --most."))
