"""Gates and transitions across the five stages."""
