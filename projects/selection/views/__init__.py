"""Pages of operation mode selection, one subject a file."""
