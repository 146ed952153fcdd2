"""Files kept with a negotiation or a counterpart."""
