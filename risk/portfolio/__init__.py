"""The portfolio: what many projects together say about contractors, agencies and control rights.

`asked` narrows, `gather` reads what the viewer may see into columns, a file in `measures` computes
one measure from these columns, `registry` lists them.
"""
