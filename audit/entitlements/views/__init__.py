"""Pages about who may what."""
