"""Verbs of selection, one a file."""
