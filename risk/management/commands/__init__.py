"""Commands of the risk engine."""
