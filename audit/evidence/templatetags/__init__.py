"""Parts of pages about evidence."""
