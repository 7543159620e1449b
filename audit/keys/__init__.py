"""Operators change the key with which the log is signed; two of them decide it."""
