"""The risk register: what could happen, and what is done about it."""
