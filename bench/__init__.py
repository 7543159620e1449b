"""Figures of speed, each beside the obvious way of doing the same."""
