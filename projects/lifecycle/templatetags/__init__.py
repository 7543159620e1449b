"""Parts for pages of other apps."""
