"""Facts, indicators and scores: a reason to look, never a verdict."""
