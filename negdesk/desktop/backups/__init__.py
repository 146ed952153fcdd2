"""Backups in the window: made by themselves, listed, and brought back."""
