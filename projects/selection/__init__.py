"""Stage 2: self-build or outsource, and the open choice of a contractor."""
