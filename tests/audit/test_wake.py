"""The sequencer is asked for once for all entries of a moment, whichever process wrote them."""

import time_machine

from audit.log import wake
from tests.programs import drop_tasks, queue, without_shared_worker


def asked_by_another_process() -> None:
    wake._asked[0] = 0
    wake._ask(0.3)


def test_of_all_processes_one_asks_within_a_span(servers: None) -> None:
    with without_shared_worker(), queue() as client:
        drop_tasks()
        with time_machine.travel("2026-11-22T04:00:00.1Z", tick=False) as clock:
            asked_by_another_process()
            wake._ask(0.3)
            asked_by_another_process()
            assert client.llen("log") == 1
            clock.shift(0.3)
            wake._ask(0.3)
            asked_by_another_process()
            assert client.llen("log") == 2
        drop_tasks()
