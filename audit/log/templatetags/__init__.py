"""Parts of pages about the log."""
