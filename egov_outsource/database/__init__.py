"""PostgreSQL as Django knows it, where a statement may travel with the one that follows."""
