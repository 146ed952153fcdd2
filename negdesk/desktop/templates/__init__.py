"""Templates: the built-in ones and one's own."""
