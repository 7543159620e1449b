"""Third-party audit work as a protocol."""
