"""NegDesk: the private desk a person keeps open while they negotiate."""

__version__ = "0.1.0"
