"""Pages of the contractor register and of a contractor's own workspace."""
