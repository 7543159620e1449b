"""Every route and every actor."""
