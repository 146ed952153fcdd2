"""What a line offers to complete: names after an @ and known tags after a #. The cursor stays in the line."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from negdesk.desktop.meeting.match_list import Match, MatchList
from negdesk.desktop.shell import Shell
from negdesk.domain.tag import Sign, sign_before
from negdesk.queries.log_words import known_tags, names_like


@dataclass(frozen=True, slots=True)
class _Offer:
    """A name or a tag as it comes into the text, and the number of the counterpart (0 for a tag)."""

    word: str
    number: int = 0


class LineCompletion(QObject):
    """Joins a line to the list beneath it. Down and Up choose, Tab or Enter takes, Escape puts the list away.

    `chosen` are the counterparts whose names were taken from the list.
    """

    def __init__(self, shell: Shell, line: QLineEdit, matches: MatchList) -> None:
        super().__init__(line)
        self._shell, self._line, self._matches = shell, line, matches
        self._offers: tuple[_Offer, ...] = ()
        self._put_away = ""
        self.but = 0
        """The counterpart whose log it is, who is not offered."""
        self.chosen: list[int] = []
        matches.picked.connect(self.take)

    def offer(self) -> None:
        """Offer what fits the sign before the cursor."""
        text, sign = self._line.text(), self._sign()
        before = text[: self._line.cursorPosition()]
        if sign is None or before == self._put_away or not self._line.hasFocus():
            self._show((), ())
            return
        if text[sign.start] == "@":
            people = self._shell.ask(names_like, sign.word, self.but)
            offers = tuple(_Offer(each.name, each.id) for each in people)
            words = tuple(f"{each.name}  {each.below}".strip() for each in people)
        else:
            # Under the shield no tag is offered: a tag is private.
            tags = () if self._shell.shielded else self._shell.ask(known_tags, sign.word)
            offers = tuple(_Offer(each.name) for each in tags)
            words = tuple(f"#{each.name}" for each in tags)
        said = [offer.word for offer in offers]
        whole = said == [sign.word] or (sign.word.endswith(" ") and sign.word.strip() in said)
        self._show(*((), ()) if whole else (offers, words))

    def key(self, event: QKeyEvent) -> bool:
        """Whether this key was one for the list."""
        if not self._offers or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if step:
            self._matches.step(step)
        elif key == Qt.Key.Key_Tab or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._matches.match() is not None
        ):
            self.take(max(self._matches.current, 0))
        elif key == Qt.Key.Key_Escape:
            self._put_away = self._line.text()[: self._line.cursorPosition()]
            self._show((), ())
        else:
            return False
        return True

    def take(self, index: int) -> None:
        """Write the name or the tag at `index` into the line, with a space behind it."""
        sign = self._sign()
        if sign is None or not 0 <= index < len(self._offers):
            return
        offer, text = self._offers[index], self._line.text()
        if offer.number:
            self.chosen.append(offer.number)
        begin, rest = text[: sign.start + 1] + offer.word, text[sign.end :]
        self._line.setText(begin + (rest if rest[:1] == " " else f" {rest}"))
        self._line.setCursorPosition(len(begin) + 1)
        self._show((), ())
        self._line.textEdited.emit(self._line.text())

    def forget(self) -> None:
        """Begin anew."""
        self.chosen = []
        self._put_away = ""
        self._show((), ())

    def _sign(self) -> Sign | None:
        return sign_before(self._line.text(), self._line.cursorPosition())

    def _show(self, offers: tuple[_Offer, ...], words: tuple[str, ...]) -> None:
        self._offers = offers
        self._matches.show_matches([Match(None, each) for each in words])
