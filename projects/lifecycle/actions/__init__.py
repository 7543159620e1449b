"""Verbs of lifecycle, one a file."""
