"""Parts of a project page."""
