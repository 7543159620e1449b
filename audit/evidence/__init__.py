"""Files whose digest is known from the moment they arrive."""
