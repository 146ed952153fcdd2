"""The one way the program says no to what a person asked for."""


class Refusal(Exception):
    """A clear sentence about what was asked and what to do instead; nothing was changed.

    `sentence` is already in the user's language and holds no private value that was not just typed.
    `field` names the field it is about (as the domain value calls it), or is empty.
    `offers` names what can be done instead (for example ``"agreed_in_principle"``), or is empty.
    """

    def __init__(self, sentence: str, field: str = "", offers: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.offers = offers
