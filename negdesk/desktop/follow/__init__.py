"""Follow through: promises, versions, the look back."""
