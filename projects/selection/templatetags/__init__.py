"""Template tags of selection."""
