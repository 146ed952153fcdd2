"""How the program looks: named colours of the light and the dark theme, measures, fonts, and which theme is on."""

from functools import cache
from typing import Any, NamedTuple

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from negdesk.desktop.fonts import font, load_fonts
from negdesk.desktop.qt_numbers import enumerations_made
from negdesk.desktop.stylesheet import stylesheet
from negdesk.resource_files import resources_folder
from negdesk.start_cache import start_cache

__all__ = [
    "Colours", "Theme", "apply_theme", "current_theme", "follow_system", "font", "load_fonts", "load_theme",
    "look_at_the_system_again", "stylesheet", "tokens",
]  # fmt: skip


class Theme(NamedTuple):
    """Named colours (``#rrggbb``) and measures (logical pixels)."""

    name: str
    window: str
    sidebar: str
    card: str
    field: str
    button: str
    border: str
    shadow: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    give: str
    give_soft: str
    get: str
    get_text: str
    get_soft: str
    private: str
    private_soft: str
    good: str
    warn: str
    warn_soft: str
    hover: str
    selection: str
    focus: str
    track: str
    room: str
    box: str
    key: str
    paper: str
    paper_ground: str
    paper_shadow: str
    radius: int = 8
    padding: int = 16
    gap: int = 14
    sidebar_width: int = 196
    page_margin: int = 24

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than the text."""
        return QColor(self.window).lightness() < QColor(self.text).lightness()


class Colours:
    """The colours of a theme, ready to paint with. `line`, `us`, `them` and `chip` are second names where they read
    better."""

    def __init__(self, theme: Theme) -> None:
        colour = QColor
        self.window, self.sidebar, self.card = colour(theme.window), colour(theme.sidebar), colour(theme.card)
        self.field, self.button, self.shadow = colour(theme.field), colour(theme.button), colour(theme.shadow)
        self.border = self.line = colour(theme.border)
        self.text, self.muted, self.faint = colour(theme.text), colour(theme.muted), colour(theme.faint)
        self.accent, self.accent_soft = colour(theme.accent), colour(theme.accent_soft)
        self.accent_hover, self.accent_text = colour(theme.accent_hover), colour(theme.accent_text)
        self.give = self.us = colour(theme.give)
        self.get = self.them = colour(theme.get)
        self.give_soft, self.get_soft, self.get_text = (
            colour(theme.give_soft), colour(theme.get_soft), colour(theme.get_text),
        )  # fmt: skip
        self.private, self.private_soft = colour(theme.private), colour(theme.private_soft)
        self.good, self.warn, self.warn_soft = colour(theme.good), colour(theme.warn), colour(theme.warn_soft)
        self.hover = self.chip = colour(theme.hover)
        self.selection, self.focus = colour(theme.selection), colour(theme.focus)
        self.track, self.room = colour(theme.track), colour(theme.room)
        self.box, self.key = colour(theme.box), colour(theme.key)
        self.paper, self.paper_ground = colour(theme.paper), colour(theme.paper_ground)
        self.paper_shadow = colour(theme.paper_shadow)


@cache
def load_theme(name: str) -> Theme:
    """The theme of ``resources/themes/NAME.toml``; KeyError or TypeError where a colour is missing or unknown."""
    text = (resources_folder() / "themes" / f"{name}.toml").read_bytes()
    return Theme(name=name, **start_cache.made("theme", text, lambda: _colours_in(text)))


def _colours_in(text: bytes) -> dict[str, Any]:
    import tomllib  # here, because most starts have its work from the one before

    colours: dict[str, Any] = tomllib.loads(text.decode())["colours"]
    return colours


@cache
def _colours(name: str) -> Colours:
    return Colours(load_theme(name))


_current = "light"
_wanted = "system"


def current_theme() -> Theme:
    """The theme that is on. Painted widgets ask while they paint; a change of theme repaints them by itself."""
    return load_theme(_current)


def tokens() -> Colours:
    """The colours of the theme that is on, to paint with."""
    return _colours(_current)


def apply_theme(application: QApplication, name: str) -> None:
    """Show the whole application in this theme: style, palette, style sheet and font."""
    global _current
    _current = name
    theme = load_theme(name)
    if application.property("style_set") is None:
        application.setProperty("style_set", True)
        application.setStyle("Fusion")
    application.setFont(font())
    application.setPalette(palette(theme))
    application.setStyleSheet(stylesheet(theme))


def follow_system(application: QApplication, wanted: str = "system") -> None:
    """Show ``light`` or ``dark``, or with ``system`` whichever the system has, now and whenever that changes."""
    global _wanted
    _wanted = wanted
    hints = QGuiApplication.styleHints()
    if application.property("follows_system") is None:
        application.setProperty("follows_system", True)
        hints.colorSchemeChanged.connect(lambda _scheme: _follow(application))
    _follow(application, afresh=True)


def _follow(application: QApplication, afresh: bool = False) -> None:
    dark = _wanted == "dark" or (_wanted != "light" and _system_is_dark(application))
    name = "dark" if dark else "light"
    if afresh or name != _current:
        apply_theme(application, name)


def look_at_the_system_again() -> None:
    """Once the window is there: ask the system itself, where its palette told which theme it has."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _ = QtCore.Qt  # from here on it is there to be asked
        _follow(application)


def _system_is_dark(application: QApplication) -> bool:
    if not enumerations_made():
        # Before the first paint its palette has to tell, which is not ours yet: to ask would make the enumerations.
        colours, role = application.palette(), QPalette.ColorRole
        return colours.color(role.Window).lightness() < colours.color(role.WindowText).lightness()
    return QGuiApplication.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark


def palette(theme: Theme) -> QPalette:
    """The palette for whatever the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.field, role.Text: theme.text,
        role.AlternateBase: theme.hover, role.Button: theme.button, role.ButtonText: theme.text,
        role.BrightText: theme.accent_text, role.Highlight: theme.selection, role.HighlightedText: theme.text,
        role.ToolTipBase: theme.card, role.ToolTipText: theme.text, role.PlaceholderText: theme.muted,
        role.Link: theme.accent, role.LinkVisited: theme.accent, role.Accent: theme.accent,
        role.Light: theme.card, role.Midlight: theme.hover, role.Mid: theme.border, role.Dark: theme.muted,
        role.Shadow: theme.shadow,
    }  # fmt: skip
    for each, value in colours.items():
        made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.faint))
    return made


def sized(base: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """`base` in another size and weight."""
    made = QFont(base)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made
