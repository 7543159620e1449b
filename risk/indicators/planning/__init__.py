"""Indicators of planning 规划设定."""
