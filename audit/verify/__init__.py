"""A stand-alone program that checks an evidence bundle offline and says what holds, in words.

It needs the standard library and `cryptography`, and carries `audit.log.merkle`, `note` and
`proof`; nothing of the platform, no database, no network. It trusts the keys that it is given and
nothing that lies in the bundle.
"""
