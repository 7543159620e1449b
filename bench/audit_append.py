"""What an entry costs a business transaction, and how fast entries are numbered and signed.

`audit_append`: transactions a second of 8 writers whose transaction changes a row and takes 10 ms,
with entry and pending row, against the same without. `audit_sequence`: entries a second from
waiting to signed; the baseline is the 20 000 that are asked for. `audit_verify`: a tree over a
million leaves, against bare `hashlib` over the same bytes.
"""

import hashlib
import threading
import time
from collections.abc import Iterator

from django.db import connection, transaction

from audit.log.merkle import leaf_hash, root_hash
from audit.log.record import record
from audit.log.tasks import sequence
from bench import journal
from bench.figure import Figure, faster, more
from egov_outsource.access import remembered_scopes
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.wall.eyes import as_system

WRITERS, SECONDS, BUSINESS = 8, 4, 0.010
WAITING = 40_000
LEAVES = 1_000_000
WANTED = 20_000


def run() -> Iterator[Figure]:
    """Three figures."""
    journal.begin()
    with as_system():
        sequence()
        bare = _rate(is_recorded=False)
        yield more("audit_append", _rate(is_recorded=True), bare, "transactions/s")
        sequence()
        yield more("audit_sequence", _sequenced(), WANTED, "entries/s")
    yield _verified()


def _rate(*, is_recorded: bool) -> float:
    """Transactions a second of all writers together."""
    counts: list[int] = []
    rows = [
        Organisation.objects.create(kind="contractor", name=f"Firm {n}") for n in range(WRITERS)
    ]
    threads = [
        threading.Thread(target=_write, args=(row, counts), kwargs={"is_recorded": is_recorded})
        for row in rows
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def _write(row: Organisation, counts: list[int], *, is_recorded: bool) -> None:
    done, until = 0, time.perf_counter() + SECONDS
    with as_system(), remembered_scopes():  # as a request does
        actor = User.objects.system()
        while time.perf_counter() < until:
            with transaction.atomic():
                Organisation.objects.filter(pk=row.pk).update(name_zh=str(done))
                time.sleep(BUSINESS)
                if is_recorded:
                    record("bench:happened", row, actor=actor, data={"number": done})
            done += 1
        connection.close()
    counts.append(done)


def _sequenced() -> float:
    """Entries a second, from waiting to signed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (uid, at, event, actor_kind, organisation_name, subject_type,"
            " subject_id, subject_name, subject_seq, stage, point, request_id, data, schema, leaf)"
            " SELECT gen_random_uuid(), now(), 'bench:happened', 'system', '', 'bench', n, 'n', 1,"
            " '', '', '', '{}', 1, convert_to(repeat(n::text, 60), 'UTF8')"
            " FROM generate_series(1, %s) AS n",
            [WAITING],
        )
        cursor.execute(
            "INSERT INTO audit_pending SELECT id FROM audit_entry WHERE subject_type = 'bench'"
        )
    start = time.perf_counter()
    assert sequence() >= WAITING  # noqa: S101 - nothing was left out
    return WAITING / (time.perf_counter() - start)


def _verified() -> Figure:
    leaves = [n.to_bytes(8, "big") * 40 for n in range(LEAVES)]
    start = time.perf_counter()
    hashes = [hashlib.sha256(leaf).digest() for leaf in leaves]
    level = hashes
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hashlib.sha256(left + right).digest() for left, right in pairs]
    bare = time.perf_counter() - start
    start = time.perf_counter()
    root_hash([leaf_hash(leaf) for leaf in leaves])
    return faster("audit_verify", time.perf_counter() - start, bare, "s")
