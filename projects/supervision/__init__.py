"""Stage 3: control of progress, cost, quality and change."""
