"""Counterparts: the list, and the page of one with its private log."""
