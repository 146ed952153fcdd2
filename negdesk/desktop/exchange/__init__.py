"""Sheets over the window for other formats: what comes in, and what goes out."""
