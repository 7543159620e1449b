"""Verbs of prosecution, one a file."""
