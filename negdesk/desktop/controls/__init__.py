"""The controls that every screen is made of: pure widgets in the look of the theme, one subject a module."""
