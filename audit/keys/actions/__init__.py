"""Verbs of the change of a key."""
