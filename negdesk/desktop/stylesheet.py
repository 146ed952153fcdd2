"""The one style sheet of the application, written from a theme's colours.

What a widget is, it says by properties: a QPushButton's `kind` is ``primary``, ``plain`` (the usual) or ``quiet``; a
QLabel's `kind` is ``title``, ``small``, ``caption``, ``refusal`` … and its `tone` a colour;
  a field edited in place has
`cell`, with `private`, `refused`, `small` and `textSize` beside it.
"""

from typing import TYPE_CHECKING

from negdesk.resource_files import resources_folder
from negdesk.start_cache import start_cache

if TYPE_CHECKING:
    from negdesk.desktop.theme import Theme

_GROUND = """
QWidget { selection-background-color: $selection; selection-color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 4px 7px; }
QToolTip { qproperty-textFormat: PlainText; }
QFrame[card="true"] { background: $card; border: 1px solid $border; border-radius: 8px; }
QFrame[banner="true"] { background: $warn_soft; border: none; border-bottom: 1px solid $border; }
QWidget[details="true"] { background: $window; border-radius: 6px; }
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] { background: transparent; border: none; }
QAbstractScrollArea { border: none; }
QSplitter::handle { background: transparent; }
QGroupBox { border: 1px solid $border; border-radius: 8px; margin-top: 10px; padding: 14px; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; color: $muted; }
"""

_LABELS = """
QLabel { color: $text; background: transparent; }
QLabel:disabled { color: $faint; }
QLabel[kind="page"] { font-size: 22px; font-weight: 600; letter-spacing: -0.3px; }
QLabel[kind="title"] { font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="subtitle"] { color: $muted; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="small"], QLabel[kind="caption"] { font-size: 12px; color: $muted; }
QLabel[kind="caption"] { font-size: 11px; letter-spacing: 0.4px; }
QLabel[kind="head"] { font-size: 12px; font-weight: 500; color: $muted; }
QLabel[kind="group"] { font-size: 12px; font-weight: 600; color: $muted; }
QLabel[kind="refusal"] { font-size: 12px; color: $warn; }
QLabel[kind^="banner"] { font-size: 13px; color: $accent; background: $accent_soft; border-radius: 6px;
  padding: 9px 9px; }
QLabel[kind="banner-private"] { color: $private; background: $private_soft; }
QLabel[kind="looking"] { font-weight: 600; color: $warn; }
QLabel[tone="give"], QLabel[tone="us"] { color: $give; }
QLabel[tone="get"], QLabel[tone="them"] { color: $get_text; }
QLabel[tone="private"] { color: $private; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="late"], QLabel[tone="warn"] { color: $warn; }
QLabel[tone="muted"] { color: $muted; }
"""

_BUTTONS = """
QPushButton { background: $button; color: $text; border: 1px solid $border; border-radius: 6px; padding: 0 13px;
  min-height: 34px; font-weight: 500; }
QPushButton[hasKey="true"] { text-align: left; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $focus; padding: 0 12px; min-height: 32px; }
QPushButton:disabled { color: $faint; background: $window; }
QPushButton[kind="primary"], QPushButton:default { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton:default:hover { background: $accent_hover;
  border-color: $accent_hover; }
QPushButton[kind="primary"]:focus, QPushButton:default:focus { border: 2px solid $text; padding: 0 12px; }
QPushButton[kind="primary"][ring="true"]:focus { border: 2px solid $accent; padding: 2px; min-height: 28px;
  background: $accent; background-clip: content; background-origin: content; }
QPushButton[kind="primary"][ring="true"][hasKey="true"]:focus { border: 2px solid $text; padding: 0 12px;
  min-height: 32px; background-clip: border; background-origin: border; }
QPushButton[kind="primary"]:disabled { background: $track; border-color: $track; color: $muted; }
QPushButton[kind="quiet"] { background: transparent; border: 2px solid transparent; color: $muted; padding: 0 6px;
  min-height: 22px; font-weight: 400; font-size: 12px; border-radius: 5px; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:focus { border-color: $focus; color: $text; }
QPushButton[choice="true"] { background: transparent; border: 2px solid transparent; border-radius: 5px;
  color: $muted;
  padding: 0 7px; min-height: 22px; font-size: 12px; }
QPushButton[choice="true"]:hover { background: $hover; }
QPushButton[choice="true"]:checked { background: $accent_soft; color: $accent; }
QPushButton[choice="true"]:focus { border-color: $focus; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 5px; padding: 2px 4px;
  color: $muted; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:focus { border-color: $focus; }
QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; padding: 3px; border: 2px solid transparent;
  border-radius: 5px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $box;
  background: $field; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked { image: url("$marks/check-$name.png"); }
QRadioButton::indicator:checked { border: 5px solid $accent; background: $accent_text; width: 8px; height: 8px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit, QComboBox {
  background: $field; color: $text; border: 1px solid $border; border-radius: 6px; padding: 5px 9px;
  placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QDateTimeEdit:focus, QTimeEdit:focus, QComboBox:focus { border: 2px solid $focus; padding: 4px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $faint; background: $window; }
QLineEdit[refused="true"], QPlainTextEdit[refused="true"] { border: 2px solid $warn; padding: 4px 8px; }
QLineEdit[cell="true"], QPlainTextEdit[cell="true"], QComboBox[cell="true"] { background: transparent;
  border: 2px solid transparent; border-radius: 5px; padding: 0 2px; }
QPlainTextEdit[cell="true"], QComboBox[cell="true"] { padding: 0 4px; }
QLineEdit[cell="true"][small="true"], QPlainTextEdit[cell="true"][small="true"],
QComboBox[cell="true"][small="true"] { font-size: 12px; color: $muted; }
QLineEdit[cell="true"][textSize="title"] { font-size: 22px; font-weight: 600; letter-spacing: -0.3px; }
QLineEdit[cell="true"][textSize="subtitle"] { color: $muted; }
QLineEdit[cell="true"][textSize="strong"], QPlainTextEdit[cell="true"][textSize="strong"] { font-weight: 600; }
QLineEdit[cell="true"]:hover, QPlainTextEdit[cell="true"]:hover, QComboBox[cell="true"]:hover { background: $hover; }
QLineEdit[cell="true"][private="true"], QPlainTextEdit[cell="true"][private="true"] { color: $private;
  background: $private_soft; }
QLineEdit[cell="true"]:focus, QPlainTextEdit[cell="true"]:focus, QComboBox[cell="true"]:focus {
  border-color: $focus; background: $field; }
QLineEdit[cell="true"][small="true"]:focus { color: $text; }
QLineEdit[cell="true"][refused="true"], QPlainTextEdit[cell="true"][refused="true"],
QComboBox[cell="true"][refused="true"] { border-color: $warn; background: $field; padding: 0 2px; }
QPlainTextEdit[cell="true"]:focus, QPlainTextEdit[cell="true"][refused="true"] { padding: 0 4px; }
QLineEdit[cell="true"][quiet="true"], QLineEdit[cell="true"][quiet="true"]:hover {
  background: transparent; border: none; border-bottom: 2px solid transparent; border-radius: 0; padding: 0; }
QLineEdit[cell="true"][quiet="true"]:hover { border-bottom-color: $border; }
QLineEdit[cell="true"][quiet="true"]:focus { background: transparent; border-bottom-color: $focus; }
QLineEdit[cell="true"][quiet="true"][refused="true"] { border-bottom-color: $warn; }
QLineEdit[cell="true"][bare="true"], QLineEdit[cell="true"][bare="true"]:focus,
QLineEdit[cell="true"][bare="true"]:hover, QPlainTextEdit[cell="true"][bare="true"],
QPlainTextEdit[cell="true"][bare="true"]:focus, QPlainTextEdit[cell="true"][bare="true"]:hover {
  border-color: transparent; background: transparent; }
QLineEdit[cell="true"]:read-only, QPlainTextEdit[cell="true"]:read-only { background: transparent; }
QLineEdit[cell="true"][private="true"]:read-only { background: $private_soft; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
QDateEdit::up-button, QDateEdit::down-button, QTimeEdit::up-button, QTimeEdit::down-button,
QDateTimeEdit::up-button, QDateTimeEdit::down-button { width: 0; border: none; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$marks/down-$name.png"); width: 10px; height: 10px; }
QComboBox[cell="true"]::drop-down { width: 16px; }
QComboBox[cell="true"]::down-arrow { width: 0; height: 0; }
QComboBox[cell="true"]::down-arrow:hover, QComboBox[cell="true"]::down-arrow:focus { width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $border; padding: 4px;
  outline: none; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
"""

_LISTS = """
QMenu { background: $card; color: $text; border: 1px solid $border; border-radius: 6px; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 6px; }
QMenu::indicator:checked { image: url("$marks/tick-$name.png"); }
QTableView, QListView, QTreeView { background: $card; color: $text; border: none; outline: none;
  gridline-color: $border;
  alternate-background-color: $card; selection-background-color: $accent_soft; selection-color: $text; }
QListView[bare="true"] { background: transparent; }
QTableView::item, QListView::item, QTreeView::item { border: none; padding: 0 8px; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $accent_soft;
  color: $text; }
QTreeView::item { min-height: 28px; }
QTreeView::item:hover { background: $hover; }
QTreeView::indicator { width: 16px; height: 16px; border: 1px solid $box; border-radius: 4px; background: $field; }
QTreeView::indicator:checked { background: $accent; border-color: $accent; image: url("$marks/check-$name.png"); }
QTreeView::indicator:indeterminate { background: $accent_soft; border-color: $accent; }
QTreeView::branch:selected { background: $accent_soft; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 4px 8px; font-size: 12px; font-weight: 500; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $track; border-radius: 3px; margin: 2px; }
QScrollBar[slim="true"]:vertical { width: 8px; }
QScrollBar[slim="true"]::handle { margin: 2px 1px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $track; border: none; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 14px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $text; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QCalendarWidget QWidget { alternate-background-color: $card; background: $card; }
QCalendarWidget QAbstractItemView { background: $card; color: $text; selection-background-color: $accent;
  selection-color: $accent_text; outline: none; }
QCalendarWidget QAbstractItemView:disabled { color: $faint; }
QCalendarWidget QTableView::item { padding: 0; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$marks/left-$name.png"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$marks/right-$name.png"); }
QCalendarWidget QToolButton { color: $text; padding: 4px 8px; font-weight: 500; }
QCalendarWidget QSpinBox { padding: 2px 4px; min-width: 52px; }
"""


def stylesheet(theme: "Theme") -> str:
    """The style sheet of the whole application in this theme."""
    sheet = _GROUND + _LABELS + _BUTTONS + _FIELDS + _LISTS
    values = {name: str(value) for name, value in theme._asdict().items()}
    values["marks"] = (resources_folder() / "themes").as_posix()
    return start_cache.made("style sheet", f"{sheet}{values}".encode(), lambda: _filled_in(sheet, values))


def _filled_in(sheet: str, values: dict[str, str]) -> str:
    from string import Template  # here, because most starts have its work from the one before

    return Template(sheet).substitute(values)
