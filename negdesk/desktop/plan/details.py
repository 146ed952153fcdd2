"""The lines beneath a row of the plan that hold what the row itself has no room for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from negdesk.desktop.controls.buttons import LinkButton
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.heard import heard_anew
from negdesk.domain.wording import t


class Details(QWidget):
    """Pairs of words and a field, in so many columns; hidden until they are asked for."""

    toggled = Signal()

    def __init__(self, fields: Sequence[tuple[str, QWidget]], columns: int = 2) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("details", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for number, (words, field) in enumerate(fields):
            row, column = divmod(number, columns)
            grid.addWidget(Small(words), row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
        for column in range(columns):
            grid.setColumnStretch(2 * column + 1, 1)
        self._first = fields[0][1]
        self.hide()

    def toggle(self) -> None:
        """Show or hide them; when shown the first has the cursor."""
        self.setVisible(self.isHidden())
        self.toggled.emit()
        if not self.isHidden():
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class RemoveButton(LinkButton):
    """Among a row's details: has the row go, as Delete does."""

    def __init__(self, row: Row) -> None:
        super().__init__(t("Remove"), small=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # also beside boxes, in a narrow column
        self.clicked.connect(lambda: _ask_to_go(row))

    def name_row(self, name: str) -> None:
        """Say whose row it is."""
        self.setAccessibleName(t("Remove {name}", name=name))


def _ask_to_go(row: Row) -> None:
    rows = row.parentWidget()
    if isinstance(rows, RowList) and rows.removable:
        rows.removed.emit(row.row_id)


class MoreButton(QToolButton):
    """Three dots that show or hide a row's details."""

    heard_as = "Button"

    def __init__(self, details: Details) -> None:
        super().__init__()
        self._details = details
        self.setText("⋯")
        self.setToolTip(t("More about this"))
        self.setAccessibleName(t("More about this"))
        self.setFixedWidth(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(details.toggle)
        details.toggled.connect(lambda: heard_anew(self, "expanded", "collapsed"))

    def heard_states(self) -> dict[str, bool]:
        """See `negdesk.desktop.heard`."""
        folded = self._details.isHidden()
        return {"expandable": True, "expanded": not folded, "collapsed": folded}

    def name_row(self, name: str) -> None:
        """Say whose details these are."""
        self.setAccessibleName(t("More about {name}", name=name))
