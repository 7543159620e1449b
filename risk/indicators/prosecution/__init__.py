"""Indicators of prosecution 项目实施与追责."""
