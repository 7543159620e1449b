"""Jobs: asked for once, carried out by one worker, cancelled and tried again."""

from datetime import timedelta
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Hidden, NotAllowed
from egov_outsource.jobs.actions.cancel_job import cancel_job
from egov_outsource.jobs.actions.retry_job import retry_job
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.models import Cancelled, Job
from egov_outsource.jobs.tasks import remove_old, run_job, sweep_jobs
from egov_outsource.jobs.working import LOCKS, carry_out
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db
State, Failure = Job.State, Job.Failure


def asked(cast: Cast, kind: str = "tests.counting", **parameters: Any) -> Job:
    return ask(kind, actor=cast.officer, project=cast.project, parameters=parameters or {"to": 3})


def events(job: Job) -> list[str]:
    found = Entry.objects.filter(subject_type="jobs.job", subject_id=job.pk)
    return list(found.order_by("pk").values_list("event", flat=True))


def test_a_job_is_asked_for_done_and_says_how_far_it_was(cast: Cast) -> None:
    job = asked(cast)
    assert run_job(job.pk) == State.DONE
    job.refresh_from_db()
    assert (job.done, job.total, job.attempts, job.outcome) == (3, 3, 1, {"counted": 3})
    assert job.started_at is not None
    assert job.finished_at is not None
    assert run_job(job.pk) == "nothing to do"


def test_the_same_work_is_open_once(cast: Cast) -> None:
    first = ask("tests.counting", actor=cast.officer, key="as of 2025-02-28")
    assert ask("tests.counting", actor=cast.leader, key="as of 2025-02-28") == first
    assert ask("tests.counting", actor=cast.leader, key="as of 2025-03-01") != first
    carry_out(first)
    first.refresh_from_db()
    assert first.failure == Failure.ERROR  # without the number that this kind counts to
    assert ask("tests.counting", actor=cast.officer, key="as of 2025-02-28") != first


def test_a_job_goes_to_the_queue_of_its_kind_after_commit(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []

    def note(sender: str, body: Any, routing_key: str, **_signal: Any) -> None:
        sent.append((sender, routing_key, body[0]))

    before_task_publish.connect(note)
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(cast)
        assert sent == []
    before_task_publish.disconnect(note)
    assert sent == [("jobs.run", "bulk", [job.pk])]
    with pytest.raises(LookupError):
        ask("tests.unknown", actor=cast.officer)


def test_a_fault_is_told_without_the_words_of_the_error(cast: Cast) -> None:
    job = asked(cast, "tests.failing", way="error")
    carry_out(job)
    job.refresh_from_db()
    assert (job.state, job.failure) == (State.FAILED, Failure.ERROR)
    assert job.fault.startswith("ValueError · tests/work/jobs.py:")
    assert "quote" not in job.fault


def test_a_job_does_for_a_person_only_what_the_person_may(cast: Cast) -> None:
    job = ask(
        "tests.failing", actor=cast.supervisor, project=cast.project, parameters={"way": "refused"}
    )
    carry_out(job)
    job.refresh_from_db()
    assert (job.failure, job.fault) == (Failure.REFUSED, "RIGHT-RECOMPUTE_RISK")


def test_what_does_not_answer_is_tried_later_and_not_for_ever(cast: Cast) -> None:
    job = asked(cast, "tests.failing", way="away")
    assert carry_out(job) == State.WAITING
    job.refresh_from_db()
    assert job.due_at > timezone.now() + timedelta(seconds=4)
    assert carry_out(job) == State.FAILED
    job.refresh_from_db()
    assert (job.failure, job.attempts) == (Failure.AWAY, 2)


def test_a_job_whose_worker_dies_again_and_again_ends(cast: Cast) -> None:
    job = asked(cast)
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=3)
    assert run_job(job.pk) == State.FAILED
    job.refresh_from_db()
    assert job.failure == Failure.LOST


def test_the_sweep_finds_what_waits_and_what_was_left_behind(cast: Cast) -> None:
    waiting, left, running, later = (asked(cast) for _ in range(4))
    old = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=waiting.pk).update(due_at=old)
    Job.objects.filter(pk=left.pk).update(state=State.RUNNING, touched_at=old)
    Job.objects.filter(pk=running.pk).update(state=State.RUNNING)
    Job.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(minutes=1))
    assert sweep_jobs() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_job() -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCKS + 7])
        assert run_job(7) == "nothing to do"
    other.close()


def test_a_waiting_job_is_cancelled_at_once_a_running_one_where_it_can(cast: Cast) -> None:
    waiting, running = asked(cast), asked(cast)
    assert cancel_job(waiting, actor=cast.officer).state == State.CANCELLED
    Job.objects.filter(pk=running.pk).update(state=State.RUNNING)
    running.refresh_from_db()
    assert cancel_job(running, actor=cast.operator).is_being_cancelled
    with pytest.raises(Cancelled):
        running.progress(1, total=1)
    assert events(waiting) == events(running) == ["job:cancelled"]
    with pytest.raises(Conflict), transaction.atomic():
        cancel_job(waiting, actor=cast.officer)


def test_only_who_asked_and_operators_cancel_and_try_again(cast: Cast) -> None:
    job = asked(cast, "tests.failing", way="error")
    with pytest.raises(NotAllowed):
        cancel_job(job, actor=cast.leader)
    with pytest.raises(Hidden):
        cancel_job(job, actor=cast.project_manager)
    with pytest.raises(Conflict):
        retry_job(job, actor=cast.officer)
    carry_out(job)
    again = retry_job(job, actor=cast.operator)
    assert (again.state, again.failure, again.attempts) == (State.WAITING, "", 0)
    assert events(job)[-1] == "job:retried"


def test_the_page_shows_progress_and_its_buttons_to_who_asked(cast: Cast, client: Client) -> None:
    job = asked(cast)
    client.force_login(cast.officer)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Counting" in page
    assert f"/jobs/{job.pk}/cancel/" in page
    bar = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in bar
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert f"/jobs/{job.pk}/retry/" in client.get(job.get_absolute_url()).content.decode()
    assert client.post(f"/jobs/{job.pk}/retry/").status_code == 302
    client.force_login(cast.leader)
    assert "/cancel/" not in client.get(job.get_absolute_url()).content.decode()


def test_programs_see_their_jobs_cancel_and_retry(cast: Cast) -> None:
    job = asked(cast)
    program = APIClient()
    program.force_authenticate(cast.officer)
    listed = program.get("/api/v1/jobs/").json()["results"]
    assert [one["id"] for one in listed] == [job.pk]
    assert program.post(f"/api/v1/jobs/{job.pk}/cancel/").json()["state"] == "cancelled"
    assert program.post(f"/api/v1/jobs/{job.pk}/retry/").json()["state"] == "waiting"
    program.force_authenticate(cast.outsider)
    assert program.get(f"/api/v1/jobs/{job.pk}/").status_code == 404


def test_what_is_long_over_is_removed(cast: Cast) -> None:
    old, new, waiting = (asked(cast) for _ in range(3))
    carry_out(old)
    carry_out(new)
    long_ago = timezone.now() - timedelta(days=91)
    Job.objects.filter(pk=old.pk).update(finished_at=long_ago)
    Job.objects.filter(pk=waiting.pk).update(asked_at=long_ago)
    assert remove_old() == 1
    assert set(Job.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}
