"""Pages of the risk engine."""
