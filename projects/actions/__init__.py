"""Verbs of the spine, one a file."""
