"""A witness: remembers the newest head of a log that it saw and cosigns only what extends it.

It runs on the machine of an agency, an audit firm or a contractor, needs only the standard
library and `cryptography`, and trusts the platform in nothing.
"""
