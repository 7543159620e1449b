"""Two sequencers at once, and one that is killed anywhere: every committed entry exactly once."""

import random
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from audit.log import merkle
from audit.log.models import Alarm, Checkpoint, Entry, Leaf, Pending
from audit.log.note import Checkpoint as Head
from audit.log.note import Note
from audit.log.record import record
from audit.log.sequencer import leaf_hashes
from audit.log.tasks import sequence
from egov_outsource.accounts.models import User
from tests.audit.dying import Killed
from tests.programs import environment

WRITERS, EACH = 8, 25


def write(count: int) -> None:
    actor = User.objects.system()
    with transaction.atomic():
        for _ in range(count):
            record("test:happened", actor, actor=actor)


@pytest.mark.django_db
def test_killed_between_tiles_and_commit_the_next_one_finishes(settings: Any) -> None:
    write(5)
    settings.LOG_SIGNER = "tests.audit.dying.DyingSigner"
    with pytest.raises(Killed):
        sequence()
    assert Leaf.objects.count() == 5  # numbers are committed before
    assert not Checkpoint.objects.exists()
    settings.LOG_SIGNER = "audit.log.signer.FileSigner"
    write(2)
    sequence()
    head = Checkpoint.objects.get()
    assert head.size == 7
    assert merkle.root_hash(leaf_hashes(0, 7)) == bytes(head.root)
    assert not Alarm.objects.exists()


def written_at_random(failures: list[BaseException], seed: int) -> None:
    """One writer: some transactions wait, some are rolled back."""
    chance = random.Random(seed)  # noqa: S311 - the same choices each time
    try:
        actor = User.objects.system()
        for number in range(EACH):
            with transaction.atomic():
                record(f"test:{seed}", actor, actor=actor, data={"number": number})
                time.sleep(chance.random() / 200)
                if chance.random() < 0.2:
                    transaction.set_rollback(True)
    except BaseException as failure:
        failures.append(failure)
    finally:
        connection.close()


def a_sequencer() -> subprocess.Popen[str]:
    """A program that sequences until it is killed."""
    process = subprocess.Popen(
        (sys.executable, "-m", "tests.audit.dying"),
        env=environment(),
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.django_db(transaction=True)
def test_with_many_writers_and_killed_sequencers_every_committed_entry_is_there_once() -> None:
    failures: list[BaseException] = []
    programs = [a_sequencer(), a_sequencer()]
    writers = [
        threading.Thread(target=written_at_random, args=(failures, seed)) for seed in range(WRITERS)
    ]
    for thread in writers:
        thread.start()
    for program in programs:
        time.sleep(0.4)
        program.send_signal(signal.SIGKILL)
        program.wait()
    for thread in writers:
        thread.join()
    assert failures == []
    until = time.monotonic() + 20  # the lock of a killed one goes with its connection
    while Pending.objects.exists() and time.monotonic() < until:
        sequence()
    sequence()
    leaves = list(Leaf.objects.order_by("index").values_list("index", "entry_id"))
    assert [index for index, _entry in leaves] == list(range(len(leaves)))
    assert sorted(entry for _index, entry in leaves) == sorted(
        Entry.objects.values_list("pk", flat=True)
    )
    hashes = leaf_hashes(0, len(leaves))
    heads = list(Checkpoint.objects.order_by("size"))
    assert heads[-1].size == len(leaves)
    for row in heads:
        head = Head.parse(Note.parse(row.note.encode()).text)
        assert head.root == bytes(row.root) == merkle.root_hash(hashes[: row.size])
    assert not Alarm.objects.exists()
