"""What one wants to know of a counterpart under names of one's own, edited in place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.field import INSET
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.counterpart import OwnFieldLine


class OwnFields(QWidget):
    """A name and its text a row; a name that is emptied takes its field away, and the last line adds one."""

    def __init__(self, shell: Shell, names_width: int) -> None:
        super().__init__()
        self._shell, self._names_width = shell, names_width
        self._counterpart_id = 0
        self.list = RowList(movable=True)
        self.list.moved.connect(lambda number, to: shell.do(commands.own_field.move_own_field, int(str(number)), to))
        self.add = AddLine(t("+ Add a field of your own"), self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        self.add.setContentsMargins(INSET, 0, 0, 0)  # level with the names above, which are fields
        column.addWidget(self.add)

    def show_fields(self, counterpart_id: int, fields: Sequence[OwnFieldLine], masked: bool) -> None:
        """Show the own fields of this counterpart."""
        self._counterpart_id = counterpart_id
        self.list.movable = not masked
        self.add.setVisible(not masked)
        held = {field.id: field for field in fields}
        for row in self.list.show_ids(list(held), lambda number: _OwnRow(self, int(str(number)), self._names_width)):
            if isinstance(row, _OwnRow):
                row.show_field(held[int(str(row.row_id))], masked)

    def rename(self, number: int, name: str) -> None:
        """Call a field so; an emptied name takes it away when the cursor goes."""
        if name.strip():
            self._shell.type_into(f"own_field:{number}:name", commands.own_field.edit_own_field, number, name=name)

    def write(self, number: int, text: str) -> None:
        """Have a field say this."""
        self._shell.type_into(f"own_field:{number}:text", commands.own_field.edit_own_field, number, text=text)

    def remove(self, number: int) -> None:
        """Take a field away; undo gives it back."""
        self._shell.do_and_say(t("Removed."), commands.own_field.remove_own_field, number)

    def _add(self, name: str) -> None:
        number = self._shell.try_do(commands.own_field.add_own_field, self._counterpart_id, name)
        row = self.list.row(number)
        if isinstance(row, _OwnRow):
            row.text.focus_end()


class _OwnRow(Row):
    def __init__(self, fields: OwnFields, number: int, names_width: int) -> None:
        super().__init__(spacing=8)
        self._fields, self._number = fields, number
        self._masked = False
        self.name = LineField(t("Name of the field"), partial(fields.rename, number), size="small")
        self.name.setFixedWidth(names_width + INSET)
        self.text = TextField(t("Field of your own"), partial(fields.write, number))
        self.name.left.connect(self._remove_empty)
        self.name.entered.connect(self._remove_empty)
        self.line.setContentsMargins(0, 1, 0, 1)
        self.line.addWidget(self.name, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(self.text, 1)

    def show_field(self, field: OwnFieldLine, masked: bool) -> None:
        """Show this field."""
        self._masked = masked
        self.set_name(field.name)
        self.last = True  # no hairline: it is one of the details
        for editor, said in ((self.name, field.name), (self.text, field.text)):
            editor.set_masked(masked)
            editor.set_value(said)
        self.text.set_name(t("Field of your own") if masked else field.name)

    def _remove_empty(self) -> None:
        if not self._masked and not self.name.text().strip() and self._fields.list.row(self._number) is not None:
            self._fields.remove(self._number)
