"""How papers look: page sizes, margins, sizes of type, colours; and how they write dates and amounts, by locale."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import NumberPattern, format_currency, format_decimal, get_currency_precision, parse_pattern

from negdesk.documents.font_faces import Weight
from negdesk.domain.money import NO_BREAK_SPACE, canonical
from negdesk.domain.wording import language

Colour = tuple[float, float, float]

INK: Colour = (0.118, 0.118, 0.110)
GREY: Colour = (0.420, 0.416, 0.396)
RULE: Colour = (0.745, 0.741, 0.722)
HAIRLINE: Colour = (0.867, 0.863, 0.847)
PRIVATE_INK: Colour = (0.361, 0.278, 0.549)
PRIVATE_WASH: Colour = (0.937, 0.918, 0.969)
OURS: Colour = (0.106, 0.369, 0.478)
THEIRS: Colour = (0.631, 0.337, 0.106)
ACCENT: Colour = (0.184, 0.365, 0.314)

PAGE_SIZES = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""

MARGIN = 54.0
TOP_MARGIN = 52.0
BOTTOM_MARGIN = 62.0
FOOT_BASELINE = 34.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A size of type with its weight, colour and distance of lines (both in points)."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: Colour = INK


TITLE = TextStyle(15.5, 20.0, Weight.SEMIBOLD)
SUBTITLE = TextStyle(9.75, 14.0, colour=GREY)
CORNER = TextStyle(9.75, 14.0, colour=GREY)
HEADING = TextStyle(9.75, 13.0, Weight.SEMIBOLD)
BODY = TextStyle(9.75, 14.5)
CELL = TextStyle(8.4, 12.0)
CELL_STRONG = TextStyle(8.4, 12.0, Weight.SEMIBOLD)
CELL_QUIET = TextStyle(8.4, 12.0, colour=GREY)
CELL_PRIVATE = TextStyle(8.4, 12.0, colour=PRIVATE_INK)
HEAD = TextStyle(8.4, 12.0, Weight.MEDIUM, GREY)
FOOT = TextStyle(7.2, 10.0, colour=GREY)
PRIVATE_MARK = TextStyle(8.4, 12.0, Weight.BOLD, PRIVATE_INK)


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """What a person may choose about a paper.

    The page, the locale that dates and amounts are written in, and whether an agreement says what changed since the
    version before.
    """

    page: Literal["A4", "Letter"] = "A4"
    locale: str = "en_GB"
    mark_changes: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return PAGE_SIZES[self.page]

    @property
    def width(self) -> float:
        """Width between the margins in points."""
        return self.size[0] - 2 * MARGIN

    @property
    def language(self) -> str:
        """The language of a paper's words as a PDF names it: ``en-GB`` where the locale writes it so, else ``en``."""
        written, spoken = _locale(self.locale), language()
        return str(written).replace("_", "-") if written.language == spoken.partition("-")[0] else spoken

    def long_day(self, day: date) -> str:
        """A day as ``23 November 2026``."""
        return format_date(day, "long", locale=_locale(self.locale))

    def short_day(self, day: date, beside: date | None = None) -> str:
        """A day as ``1 Dec``, with its year unless that is the year of `beside`."""
        skeleton = "MMMd" if beside is not None and beside.year == day.year else "yMMMd"
        return format_skeleton(skeleton, _noon(day), locale=_locale(self.locale))

    def month(self, day: date) -> str:
        """The month of a day as ``November 2026``."""
        return format_skeleton("yMMMM", _noon(day), locale=_locale(self.locale))

    def moment(self, moment: datetime, beside: date) -> str:
        """A moment as ``1 Dec, 10:41``, with its year unless that is the year of `beside`."""
        return f"{self.short_day(moment.date(), beside)}, {self.time(moment)}"

    def time(self, moment: datetime) -> str:
        """A moment's time as ``10:41``, or as ``10:41 AM`` where that is how it is written."""
        written = format_time(moment.replace(tzinfo=None), "short", locale=_locale(self.locale))
        return written.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK_SPACE)

    def amount(self, value: Decimal | None, unit: str = "", currency: str = "", coins: bool = False) -> str:
        """An amount as ``€ 648.00``, ``160 t``; nothing where it is not known. No digit is rounded away.

        Money that is not whole is written with its coins, with `coins` all money is. A no-break space stands before
        the unit and beside the currency's sign.
        """
        if value is None:
            return ""
        if not value.is_finite():
            return str(value)
        exact = Decimal(canonical(value))
        exponent = exact.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        locale = _locale(self.locale)
        if currency:
            if coins or decimals:
                decimals = max(decimals, get_currency_precision(currency))
            pattern = _money_pattern(self.locale, decimals)
            text = format_currency(exact, currency, pattern, locale, currency_digits=False, decimal_quantization=False)
        else:
            text = format_decimal(exact, _number_pattern(self.locale, decimals), locale, decimal_quantization=False)
        return f"{text}{NO_BREAK_SPACE}{unit}" if unit else text


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@cache
def _locale(name: str) -> Locale:
    """The locale of that name, else its language's, else English."""
    for candidate in (name.replace("-", "_").partition(".")[0], name[:2], "en_GB"):
        try:
            return Locale.parse(candidate)
        except (ValueError, UnknownLocaleError):
            continue
    raise AssertionError("Babel always has British English")


@cache
def _number_pattern(name: str, decimals: int) -> NumberPattern:
    """The locale's own grouping with exactly so many decimals."""
    whole = _locale(name).decimal_formats[None].pattern.partition(";")[0].partition(".")[0]
    return parse_pattern(whole + ("." + "0" * decimals if decimals else ""))


@cache
def _money_pattern(name: str, decimals: int) -> NumberPattern:
    """As for numbers, the sign of the currency on the side where the locale has it, a no-break space between."""
    number = _number_pattern(name, decimals).pattern
    standard = _locale(name).currency_formats["standard"].pattern.partition(";")[0].lstrip("\u200e\u200f")
    before = standard.startswith("¤")
    return parse_pattern(f"¤{NO_BREAK_SPACE}{number}" if before else f"{number}{NO_BREAK_SPACE}¤")
