"""Both themes have every colour, and every text can be read on every ground it is written on."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import negdesk
from negdesk.desktop.fonts import FAMILY, font, load_fonts
from negdesk.desktop.theme import (
    Theme,
    apply_theme,
    current_theme,
    follow_system,
    load_theme,
    stylesheet,
    tokens,
)  # fmt: skip
from negdesk.resource_files import resources_folder

THEMES = ("light", "dark")
GROUNDS = ("window", "sidebar", "card", "field", "accent_soft", "hover")
WRITTEN = {
    "text": (*GROUNDS, "selection", "give_soft", "get_soft", "private_soft"), "muted": (*GROUNDS, "key"),
    "accent": GROUNDS, "accent_text": ("accent", "accent_hover"), "give": ("card", "window", "give_soft"),
    "get_text": ("card", "window", "get_soft"), "private": ("card", "window", "private_soft"),
    "warn": ("card", "window", "sidebar", "warn_soft", "field"),
}  # fmt: skip
DRAWN = dict.fromkeys(("give", "get", "good", "accent", "focus", "box", "private", "warn"), ("card", "window"))


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_reads_well_on_its_grounds(name: str) -> None:
    theme = load_theme(name)
    poor = [
        (ink, ground, round(contrast(getattr(theme, ink), getattr(theme, ground)), 2))
        for ink, grounds in WRITTEN.items()
        for ground in grounds
        if contrast(getattr(theme, ink), getattr(theme, ground)) < 4.5
    ]
    assert poor == []


@pytest.mark.parametrize("name", THEMES)
def test_what_is_drawn_stands_out(name: str) -> None:
    theme = load_theme(name)
    poor = [
        (ink, ground) for ink, grounds in DRAWN.items() for ground in grounds
        if contrast(getattr(theme, ink), getattr(theme, ground)) < 3
    ]  # fmt: skip
    assert poor == []


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_is_written_as_one(name: str) -> None:
    theme = load_theme(name)
    colours = [name for name, kind in Theme.__annotations__.items() if kind is str and name != "name"]
    assert colours and all(re.fullmatch(r"#[0-9a-f]{6}", getattr(theme, colour)) for colour in colours)
    assert theme.dark == (name == "dark")


@pytest.mark.parametrize("name", THEMES)
def test_style_sheet_has_no_gap_and_its_pictures_exist(name: str) -> None:
    sheet = stylesheet(load_theme(name))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    for picture in re.findall(r'url\("(.+?)"\)', sheet):
        assert (resources_folder() / "themes" / picture.rsplit("/", 1)[1]).is_file()


def test_style_sheet_has_a_kind_and_a_tone_only_where_something_is_of_it() -> None:
    sources = Path(negdesk.__file__).parent.rglob("*.py")
    written = "".join(path.read_text("utf-8") for path in sources if path.name != "stylesheet.py")
    for name in set(re.findall(r'\[(?:kind|tone)="([^"]+)"\]', stylesheet(load_theme("light")))):
        assert re.search(rf"""["']{name}["']""", written), name


def test_theme_reaches_palette_painting_and_labels(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    label.show()
    for name in ("dark", "light"):
        follow_system(qapp, name)
        theme = load_theme(name)
        assert current_theme() is theme
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.window)
        assert tokens().us == QColor(theme.give)
        assert label.palette().color(label.foregroundRole()) == QColor(theme.text)
    follow_system(qapp, "system")
    assert current_theme().name in THEMES
    apply_theme(qapp, "light")


@pytest.mark.usefixtures("qapp")
def test_inter_is_there_with_lines_of_twenty_pixels() -> None:
    assert FAMILY in load_fonts()
    assert FAMILY in QFontDatabase.families()
    assert QFontMetrics(font(14)).lineSpacing() == 20
    assert QFontMetrics(font(12)).lineSpacing() == 17
