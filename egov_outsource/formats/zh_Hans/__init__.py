"""Dates and moments as ISO 8601 has them."""
