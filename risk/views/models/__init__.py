"""Pages of the versions of the risk model."""
