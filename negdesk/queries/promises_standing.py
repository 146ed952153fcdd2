"""Which promises stand. A module of its own, because every start asks for it before the first paint."""

PROMISES = (
    "promise p LEFT JOIN negotiation n ON n.id = p.negotiation_id LEFT JOIN counterpart c ON c.id = p.counterpart_id"
)
"""Promises `p`, each with the negotiation `n` and the counterpart `c` it is about, where there is one."""

NOT_BINNED = "n.binned_at IS NULL AND (n.id IS NOT NULL OR c.binned_at IS NULL)"
"""A promise goes into the bin with its negotiation; one that belongs to none, with its counterpart."""
