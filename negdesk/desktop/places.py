"""Which screen shows which page, and how each is loaded when it is first needed."""

from collections.abc import Callable

from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Shell

Maker = Callable[[Shell], Screen]


def _today() -> Maker:
    from negdesk.desktop.today.today_screen import TodayScreen

    return TodayScreen


def _negotiations() -> Maker:
    from negdesk.desktop.negotiations.negotiation_list import NegotiationListScreen

    return NegotiationListScreen


def _negotiation() -> Maker:
    from negdesk.desktop.negotiations.negotiation_page import NegotiationPage

    return NegotiationPage


def _counterparts() -> Maker:
    from negdesk.desktop.counterparts.counterpart_list import CounterpartListScreen

    return CounterpartListScreen


def _counterpart() -> Maker:
    from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen

    return CounterpartScreen


def _promises() -> Maker:
    from negdesk.desktop.promises.promises_screen import PromisesScreen

    return PromisesScreen


def _templates() -> Maker:
    from negdesk.desktop.templates.template_list import TemplateListScreen

    return TemplateListScreen


def _bin() -> Maker:
    from negdesk.desktop.bin_screen import BinScreen

    return BinScreen


MAKERS: dict[str, Callable[[], Maker]] = {
    "today": _today,
    "negotiations": _negotiations,
    "negotiation": _negotiation,
    "counterparts": _counterparts,
    "counterpart": _counterpart,
    "promises": _promises,
    "templates": _templates,
    "bin": _bin,
}
"""For each page what loads its module and gives its screen's class. A module is loaded when its page is first shown, or
a moment after the first paint."""

SECTION = {"negotiation": "negotiations", "counterpart": "counterparts"}
"""Which entry of the sidebar a page belongs to, where it is not its own."""

SHEETS = ("new_negotiation", "import")
"""The places that are no pages: the window opens a sheet over the page that is shown."""
