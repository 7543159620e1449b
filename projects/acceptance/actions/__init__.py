"""Verbs of acceptance, one a file."""
