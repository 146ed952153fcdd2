"""The meeting, live."""
