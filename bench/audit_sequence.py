"""How fast entries are numbered and signed.

`audit_sequence`: entries a second from waiting to signed; the baseline is the 20 000 that are
asked for.
"""

import time
from collections.abc import Iterator

from django.db import connection

from audit.log.tasks import sequence
from bench import journal
from bench.figure import Figure, more
from egov_outsource.wall.eyes import as_system

WAITING = 40_000
WANTED = 20_000
ENTRIES = """
    INSERT INTO audit_entry (
        uid, at, event, actor_kind, organisation_name, subject_type, subject_id, subject_name,
        subject_seq, stage, point, request_id, data, schema, leaf)
    SELECT gen_random_uuid(), now(), 'bench:happened', 'system', '', 'bench', n, 'n', 1,
        '', '', '', '{}', 1, convert_to(repeat(n::text, 60), 'UTF8')
    FROM generate_series(1, %s) AS n
"""
QUEUE = "INSERT INTO audit_pending SELECT id FROM audit_entry WHERE subject_type = 'bench'"


def run() -> Iterator[Figure]:
    """One figure."""
    journal.begin()
    with as_system():
        sequence()
        with connection.cursor() as cursor:
            cursor.execute(ENTRIES, [WAITING])
            cursor.execute(QUEUE)
        start = time.perf_counter()
        assert sequence() >= WAITING  # noqa: S101 - nothing was left out
        taken = time.perf_counter() - start
    yield more("audit_sequence", WAITING / taken, WANTED, "entries/s")
