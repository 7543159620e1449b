"""Indicators of supervision 监督."""
