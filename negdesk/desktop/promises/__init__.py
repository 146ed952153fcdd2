"""Promises of both sides."""
