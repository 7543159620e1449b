"""Indicators of acceptance 检查验收."""
