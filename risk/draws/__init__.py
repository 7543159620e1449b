"""Draws of stored results: what they are drawn against, the jobs that draw, and what they say."""
