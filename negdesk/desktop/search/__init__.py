"""The search line: go to, do, find."""
