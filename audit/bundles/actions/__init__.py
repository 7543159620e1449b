"""Actions on bundles."""
