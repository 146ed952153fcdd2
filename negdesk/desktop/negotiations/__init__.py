"""Negotiations: the list, a new one, and the page with its four steps."""
