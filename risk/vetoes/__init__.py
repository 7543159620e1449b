"""Vetoes of a project: which the facts open, and which a determination can clear."""
