"""Verbs of planning, one a file."""
