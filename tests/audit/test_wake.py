"""The sequencer is asked for once for all entries of a moment, whichever process wrote them."""

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

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


@pytest.mark.django_db
def test_without_a_debounce_time_it_is_asked_for_all_the_same(
    servers: None,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.LOG_DEBOUNCE_SECONDS = 0.0
    wake._asked[0] = 0
    with without_shared_worker(), queue() as client:
        drop_tasks()
        with django_capture_on_commit_callbacks(execute=True):
            wake.wake_after_commit()
        assert client.llen("log") == 1
        drop_tasks()
