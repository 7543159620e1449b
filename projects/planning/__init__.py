"""Stage 1: what is to be achieved and how it will be judged."""
