"""What-if: a stored outcome scored again with other inputs; never stored, carried by its address.

Whatever is supposed stands in the address of the page, with a digest of the facts that it was
supposed about: whoever opens it later sees the same, and whether the facts have changed since.
"""
