"""Every shortcut, from the one table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from negdesk.desktop.actions import ACTIONS, MENUS
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.window_actions import keys
from negdesk.domain.wording import t


class ShortcutsDialog(SheetDialog):
    """The keys, by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, t("Keyboard shortcuts"))
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 2, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        row = 0
        for menu in MENUS:
            with_keys = [action for action in ACTIONS if action.menu == menu and action.shortcut]
            if not with_keys:
                continue
            grid.addWidget(_words(t(menu), "group"), row, 0, 1, 2)
            row += 1
            for action in with_keys:
                grid.addWidget(_words(t(action.text), ""), row, 0)
                grid.addWidget(_words(keys(action), "chip"), row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
        scroll = ScrollPage(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(t("Keyboard shortcuts"))
        self.column.addWidget(scroll)
        self.resize(520, 560)


def _words(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    return label
