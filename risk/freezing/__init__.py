"""Freezing: what a project came to when it passed a gate stands; the rules, and the keeping."""
