"""Which of the replies thought out beforehand fit what was just said."""

import re
from collections.abc import Mapping

from negdesk.domain.plan import IfThen

_SHORTEST = 4
"""Words of fewer letters say too little: who, can, the, and their like in other languages."""
_STEM = 5
"""So many letters alike are the same word: price and prices, deliver and delivery."""
_SAY_NOTHING = frozenset({"they", "them", "their", "that", "this", "what", "when", "with", "have", "will", "would"})


def fitting(said: str, replies: Mapping[int, IfThen], most: int = 2) -> tuple[int, ...]:
    """The numbers of the replies whose condition shares words with `said`, the most fitting first, `most` at most.

    Of equals the order of `replies` decides. One whose own words were just written down has been used and is left out.
    """
    words = _stems(said)
    shared = {key: len(words & _stems(reply.if_text)) for key, reply in replies.items()}
    fits = [key for key, count in shared.items() if count and replies[key].if_text.casefold() != said.casefold()]
    return tuple(sorted(fits, key=lambda key: -shared[key])[:most])


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST and word not in _SAY_NOTHING)
