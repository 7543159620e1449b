"""Verbs of supervision, one a file."""
