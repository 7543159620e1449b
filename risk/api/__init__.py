"""Risk by REST, a file a resource."""
