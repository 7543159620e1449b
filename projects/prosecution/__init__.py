"""Stage 5: carry the project on and hold every party to account."""
