"""Pages about organisations, people and one's own account."""
