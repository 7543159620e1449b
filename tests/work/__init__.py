"""Work that only tests ask for, known to the workers that they start."""
