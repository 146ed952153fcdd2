"""How strong a passphrase is, in words, and which is too weak to be taken."""

import math
from enum import StrEnum

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

SHORTEST = 8
"""Characters below which no passphrase is taken; Argon2id makes each guess dear, yet not impossible."""

_COMMON = (
    "password",
    "passphrase",
    "passwort",
    "qwerty",
    "letmein",
    "welcome",
    "negdesk",
    "secret",
    "iloveyou",
    "admin",
)
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890", "qwertzuiopasdfghjklyxcvbnm")


class Strength(StrEnum):
    """How long somebody who has the file would have to guess."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"

    @property
    def label(self) -> str:
        """What is said of it while it is typed."""
        return t(_LABELS[self])


_LABELS = {
    Strength.SHORT: mark("Too short. At least eight characters; four or five unrelated words are best."),
    Strength.WEAK: mark("Easy to guess. Add a word or two that do not belong together."),
    Strength.FAIR: mark("Fair. One more word makes it strong."),
    Strength.STRONG: mark("Strong."),
}


def strength(passphrase: str) -> Strength:
    """How strong a passphrase is, by the number of its characters that add something new."""
    if len(passphrase) < SHORTEST:
        return Strength.SHORT
    guesses = _bits(passphrase)
    return Strength.WEAK if guesses < 36 else Strength.FAIR if guesses < 56 else Strength.STRONG


def check_passphrase(passphrase: str, again: str | None = None) -> str:
    """The passphrase, if it may be used. Raises `Refusal` where it is too short, or `again` is another."""
    if len(passphrase) < SHORTEST:
        raise Refusal(t("Write at least eight characters; four or five unrelated words are best."), "passphrase")
    if again is not None and again != passphrase:
        raise Refusal(t("The two passphrases are not the same. Write it once more."), "again")
    return passphrase


def _bits(passphrase: str) -> float:
    """Bits that a guesser has to try, roughly: repeated, running and common parts add next to nothing."""
    text = passphrase.casefold()
    for word in _COMMON:
        text = text.replace(word, word[:1])
    counted = sum(0.25 if _follows(text, at) else 1.0 for at in range(len(text)))
    kinds = (str.islower, str.isupper, str.isdigit, str.isspace)
    kind_sizes = (26, 26, 10, 1)
    alphabet = sum(size for kind, size in zip(kinds, kind_sizes, strict=True) if any(map(kind, passphrase)))
    if any(not each.isalnum() and not each.isspace() for each in passphrase):
        alphabet += 20
    # Letters of words say less than letters thrown at random: language has about two and a half bits a letter.
    spread = math.log2(max(alphabet, 2))
    return counted * (min(spread, 3.2) if " " in passphrase or passphrase.isalpha() else spread)


def _follows(text: str, at: int) -> bool:
    """Whether a character repeats the one before it, or runs on as on a keyboard, or repeats what was there."""
    if at == 0:
        return False
    pair = text[at - 1 : at + 1]
    return pair[0] == pair[1] or any(pair in run or pair[::-1] in run for run in _RUNS) or pair in text[: at - 1]
