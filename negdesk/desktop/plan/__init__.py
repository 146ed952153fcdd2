"""The plan, edited in place."""
