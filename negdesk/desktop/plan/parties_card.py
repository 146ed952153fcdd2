"""Who is at the table: the negotiation's counterparts, and what each of them does in it."""

from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from negdesk import commands
from negdesk.desktop.controls.add_line import ADD_HEIGHT, AddLine
from negdesk.desktop.controls.buttons import LINK_INSET, LinkButton
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.field import INSET
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.line_field import LineEditor
from negdesk.desktop.controls.names_offered import NamesOffered
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.plan.details import Details, MoreButton, RemoveButton
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Party
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.queries.log_words import names_told_apart
from negdesk.queries.negotiation import NegotiationHeader, PartySheet

ROLES = {
    "decides": mark("Decides"),
    "advises": mark("Advises"),
    "signs": mark("Signs"),
    "speaks": mark("Speaks"),
}


class PartiesCard(Card):
    """A name opens its page; Delete takes one out, and their own page stays."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("At the table"))
        self._shell = shell
        self._negotiation_id = 0
        self._there: frozenset[int] = frozenset()
        self.body.setSpacing(0)
        self.rows = RowList(t("With whom is this?"), removable=True, inset=INSET)
        self.rows.removed.connect(lambda who: self._remove(int(str(who))))
        self.add = AddLine(t("+ Add a counterpart"), self._add, _NameEditor(shell))
        self.body.addLayout(flush_left(self.rows, right=True))
        self.body.addWidget(self.add)

    def show_header(self, header: NegotiationHeader, masked: bool) -> None:
        """Show who is in this negotiation."""
        self._negotiation_id = header.id
        parties = {party.counterpart_id: party for party in header.parties}
        self._there = frozenset(parties)
        self.rows.removable = not masked
        for row in self.rows.show_ids(list(parties), lambda who: PartyRow(self._shell, int(str(who)), self)):
            if isinstance(row, PartyRow):
                row.show_party(parties[int(str(row.row_id))], masked)
        self.add.setVisible(not masked)

    def set_role(self, who: int, role: str, on: bool) -> bool:
        """Say whether a counterpart does this here; whether that was kept."""
        set_roles = commands.negotiation.set_roles
        try:
            self._shell.try_do(set_roles, self._negotiation_id, who, **{role: on})
        except Refusal as refusal:
            self._shell.say(refusal.sentence)
            return False
        return True

    def _add(self, name: str) -> None:
        """Of several of one name the first who is not there yet is meant; the list offers each of them."""
        known, typed = self._shell.desk.ask(names_told_apart), name.casefold()
        called = [who for who, _name, said in known if said.casefold() == typed]
        called += [who for who, each, _said in known if each.casefold() == typed]
        coming = next((who for who in called if who not in self._there), None)
        if coming is not None:
            self._shell.try_do(commands.negotiation.add_party, self._negotiation_id, coming)
        elif called:
            raise Refusal(t("“{name}” is at the table already.", name=name[:60]), "name")
        else:
            self._shell.try_do(commands.negotiation.add_new_party, self._negotiation_id, name)
            self._shell.say(t("“{name}” is among your counterparts from now on.", name=name[:60]), undo=True)

    def _remove(self, who: int) -> None:
        remove = commands.negotiation.remove_party
        self._shell.do_and_say(t("Removed."), remove, self._negotiation_id, who)


class PartyRow(Row):
    """A counterpart's name, what they do in small words beneath, and the ticks that say so among the details."""

    def __init__(self, shell: Shell, who: int, card: PartiesCard) -> None:
        super().__init__(inset=INSET)
        self._card, self._who = card, who
        self.name = reads(LinkButton(""))
        self.name.clicked.connect(lambda: shell.go(Place("counterpart", who)))
        self.does = Small(wrap=True)
        self.ticks = {role: TickBox(t(words)) for role, words in ROLES.items()}
        for role, tick in self.ticks.items():
            tick.clicked.connect(lambda on, role=role: self._set(role, on))
        self.remove = RemoveButton(self)
        ticks = [(t(words), self.ticks[role]) for role, words in ROLES.items()]
        self._details = Details([*ticks, (t("At the table"), self.remove)], columns=1)
        self.more = MoreButton(self._details)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addSpacing(-LINK_INSET)
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.more)
        whole = QVBoxLayout()
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.does)
        whole.addWidget(self._details)
        self.line.setContentsMargins(INSET, 4, INSET, 5)
        self.line.addLayout(whole, 1)

    def show_party(self, party: PartySheet, masked: bool) -> None:
        """Show this counterpart."""
        self.set_name(party.name)
        self.name.set_text(party.name)
        self.name.setToolTip(party.name)
        held = Party(party.decides, party.advises, party.signs, party.speaks)
        self.does.setText(", ".join(held.roles))
        self.does.setVisible(bool(held.roles))
        for role, tick in self.ticks.items():
            tick.setChecked(getattr(party, role))
            tick.setAccessibleName(t("{name}: {role}", name=party.name, role=t(ROLES[role])))
        for button in (self.more, self.remove):
            button.name_row(party.name)
        self.more.setVisible(not masked)
        if masked:
            self._details.hide()

    def _set(self, role: str, on: bool) -> None:
        if not self._card.set_role(self._who, role, on):
            self.ticks[role].setChecked(not on)


class _NameEditor(LineEditor):
    """Offers the names of all counterparts, asked for when the cursor comes; Enter takes what is chosen among them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(height=ADD_HEIGHT)
        self._shell = shell
        self._names = NamesOffered(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._names.offer([said for _who, _name, said in self._shell.desk.ask(names_told_apart)])
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._names.takes(event):
            super().keyPressEvent(event)
