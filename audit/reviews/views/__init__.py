"""Pages of audit work: reading, and doing."""
