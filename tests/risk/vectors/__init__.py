"""Facts of one project, and what each live indicator measures on them."""

from tests.risk.vectors import acceptance, mode, planning, prosecution, supervision

VECTORS = [
    *planning.VECTORS,
    *mode.VECTORS,
    *supervision.VECTORS,
    *acceptance.VECTORS,
    *prosecution.VECTORS,
]
