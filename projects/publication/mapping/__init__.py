"""A contracting process written as the platform's own nouns."""
