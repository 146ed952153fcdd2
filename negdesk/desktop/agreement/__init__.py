"""Agree: the four lamps, planned and agreed, and the page itself beside them."""
