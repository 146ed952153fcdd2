"""Dates and amounts as the locale writes them; nothing is rounded away."""

from datetime import date, datetime
from decimal import Decimal
from gettext import NullTranslations

import pytest

from negdesk.documents.paper_style import PaperStyle
from negdesk.domain.wording import use_catalogue

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("locale", "long", "short", "money", "number"),
    [
        ("en_GB", "23 November 2026", "23 Nov", "€ 1,648.50", "12,000.125 t"),
        ("en_US", "November 23, 2026", "Nov 23", "€ 1,648.50", "12,000.125 t"),
        ("de_DE", "23. November 2026", "23. Nov.", "1.648,50 €", "12.000,125 t"),
        ("en-IN", "23 November 2026", "23 Nov", "€ 1,648.50", "12,000.125 t"),
        ("xx_YY", "23 November 2026", "23 Nov", "€ 1,648.50", "12,000.125 t"),
        ("", "23 November 2026", "23 Nov", "€ 1,648.50", "12,000.125 t"),
    ],
)
def test_a_locale_is_followed(locale: str, long: str, short: str, money: str, number: str) -> None:
    style = PaperStyle(locale=locale)
    assert style.long_day(DAY) == long
    assert style.short_day(DAY, beside=date(2026, 1, 1)) == short
    assert "2026" in style.short_day(DAY, beside=date(2027, 1, 1))
    assert style.amount(Decimal("1648.5"), currency="EUR").replace("\u00a0", " ") == money
    assert style.amount(Decimal("12000.125"), unit="t").replace("\u00a0", " ") == number


def test_coins_are_written_where_asked_and_where_there_are_any() -> None:
    style = PaperStyle()
    assert style.amount(Decimal(648), currency="EUR") == "€\u00a0648"
    assert style.amount(Decimal(648), currency="EUR", coins=True) == "€\u00a0648.00"
    assert style.amount(Decimal(648), currency="JPY", coins=True) == "JP¥\u00a0648"
    assert style.amount(Decimal("-0.123456"), currency="XAU") == "-XAU\u00a00.123456"
    assert style.amount(Decimal("1E+3")) == "1,000" and style.amount(None) == ""
    assert style.amount(Decimal("123456789012345.654321")) == "123,456,789,012,345.654321"


def test_moments_and_pages() -> None:
    style = PaperStyle(locale="pt_BR.UTF-8")
    assert PaperStyle().moment(datetime(2026, 12, 1, 10, 41).astimezone(), beside=DAY) == "1 Dec, 10:41"
    assert PaperStyle(locale="en_US").time(datetime(2026, 12, 1, 22, 41).astimezone()) == "10:41\N{NO-BREAK SPACE}PM"
    assert style.size == (595.276, 841.89) and PaperStyle("Letter").width == 504.0


@pytest.mark.parametrize(
    ("locale", "spoken", "language"),
    [
        ("en_GB", "en", "en-GB"),
        ("en_US", "en", "en-US"),
        ("de_DE", "en", "en"),
        ("ar_EG", "en", "en"),
        ("de_AT", "de", "de-AT"),
        ("pt_BR.UTF-8", "pt", "pt-BR"),
        ("en_GB", "pt-BR", "pt-BR"),
        ("", "en", "en-GB"),
    ],
)
def test_a_paper_is_in_the_language_of_its_words_not_of_its_numbers(locale: str, spoken: str, language: str) -> None:
    use_catalogue(NullTranslations(), language=spoken)
    try:
        assert PaperStyle(locale=locale).language == language
    finally:
        use_catalogue(NullTranslations())
