"""Template tags of bundles."""
