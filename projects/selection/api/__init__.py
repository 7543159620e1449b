"""Operation mode selection by REST, one resource a file."""
