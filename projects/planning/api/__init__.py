"""The plan by REST."""
