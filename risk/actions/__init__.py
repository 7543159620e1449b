"""Verbs of the risk engine."""
