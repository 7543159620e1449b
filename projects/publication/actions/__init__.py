"""Verbs of publication."""
