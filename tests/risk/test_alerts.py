"""Alerts: noted once by the run, mailed once, in the work of who is responsible until seen."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, NotAllowed
from projects.models import Project
from projects.work import tasks_for
from risk.actions.acknowledge_alert import acknowledge_alert
from risk.actions.recompute_projects import recompute_projects
from risk.alerts.mail import mail_alerts
from risk.alerts.noting import NOTE, parameters
from risk.models import RiskAlert, RiskPoint, RiskResult
from tests.build.projects import Cast
from tests.build.risk import AS_OF, alert, bare_project, enrich

pytestmark = pytest.mark.django_db


def compute(*projects: Project, day: int = 0) -> None:
    recompute_projects(
        [one.pk for one in projects],
        actor=User.objects.system(),
        as_of=AS_OF + timedelta(days=day),
    )


@pytest.fixture
def project() -> Project:
    """Scored once, so that there are rows of the right shape."""
    found = bare_project(stage="supervision")
    compute(found)
    return found


def history(project: Project, scores: Sequence[tuple[int, float]], **more: Any) -> None:
    """Points of so many days ago, and the last one as the newest result."""
    point = RiskPoint.objects.filter(project=project).earliest("pk")
    RiskPoint.objects.filter(project=project).delete()
    for ago, score in scores:
        day = AS_OF - timedelta(days=ago)
        point.pk, point.as_of, point.score = None, day, score
        for name, value in more.items():
            setattr(point, name, value)
        point.save()
    ago, score = scores[-1]
    RiskResult.objects.filter(project=project).update(
        score=score, as_of=AS_OF - timedelta(days=ago), **more
    )


def note(
    project: Project, *, score: float, band: int = 1, vetoes: int = 0, day: int = 0
) -> list[tuple[str, str]]:
    """What a run that found this would note."""
    result = RiskResult.objects.get(project=project)
    as_of = AS_OF + timedelta(days=day)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS risk_incoming")
        cursor.execute(
            "CREATE TEMPORARY TABLE risk_incoming ON COMMIT DROP AS "
            "SELECT project_id, states, score, band, vetoes, event_seq FROM risk_riskresult "
            "WHERE project_id = %s",
            [project.pk],
        )
        cursor.execute(
            "UPDATE risk_incoming SET score = %s, band = %s, vetoes = %s", [score, band, vetoes]
        )
        before = set(RiskAlert.objects.values_list("pk", flat=True))
        cursor.execute(
            NOTE, parameters(result.model_id, as_of, timezone.now(), [result.project_id])
        )
        cursor.execute("DROP TABLE risk_incoming")
    new = RiskAlert.objects.exclude(pk__in=before).order_by("kind", "about")
    return list(new.values_list("kind", "about"))


def test_a_rise_of_eight_points_within_thirty_days_is_noted(project: Project) -> None:
    history(project, [(20, 30.0), (10, 33.0)], band=1)
    assert note(project, score=37.9) == []
    assert note(project, score=38.0) == [("rise", "")]
    alert = RiskAlert.objects.get()
    assert (alert.score_before, alert.score_after) == (30.0, 38.0)
    assert "rose from 30.0 to 38.0" in alert.words


def test_what_held_thirty_days_ago_counts_and_what_was_before_does_not(project: Project) -> None:
    history(project, [(90, 10.0), (45, 30.0), (5, 31.0)], band=1)
    assert note(project, score=37.0) == []
    assert note(project, score=38.5) == [("rise", "")]


def test_a_rise_is_noted_again_only_when_it_goes_on(project: Project) -> None:
    history(project, [(20, 20.0), (10, 25.0)], band=1)
    assert note(project, score=30.0) == [("rise", "")]
    history(project, [(20, 20.0), (10, 25.0), (0, 30.0)], band=1)
    assert note(project, score=34.0, day=3) == []
    assert note(project, score=38.0, day=4) == [("rise", "")]


def test_runs_with_other_indicators_due_are_not_compared(project: Project) -> None:
    states = list(RiskResult.objects.get(project=project).states)
    history(project, [(20, 10.0), (10, 12.0)], band=1)
    others = [1 if state != 1 else 0 for state in states]
    RiskPoint.objects.filter(project=project).update(states=others)
    RiskResult.objects.filter(project=project).update(score=39.0)
    assert note(project, score=40.0) == []


def test_another_band_is_noted_but_no_first_low_one(project: Project) -> None:
    history(project, [(5, 38.0)], band=1)
    assert note(project, score=43.5, band=2) == [("band", "2")]
    assert note(project, score=43.5, band=2) == []
    history(project, [(5, float("nan"))], band=-1)
    assert note(project, score=30.0, band=1, day=1) == []
    assert note(project, score=65.0, band=3, day=1) == [("band", "3")]
    history(project, [(5, 30.0)], band=1)
    assert note(project, score=30.0, band=-1, day=2) == [("band", "-1")]


def test_vetoes_are_noted_each_when_opened_and_when_cleared(project: Project) -> None:
    history(project, [(5, 95.0)], band=4, vetoes=0b1001)
    assert note(project, score=95.0, band=4, vetoes=0b0011) == [
        ("cleared", "V-DATA"),
        ("opened", "V-DEBAR"),
    ]
    history(project, [(5, 30.0)], band=1, vetoes=0)
    opened = note(project, score=95.0, band=4, vetoes=0b0010, day=1)
    assert opened == [("band", "4"), ("opened", "V-DEBAR")]


def test_a_run_notes_an_opened_veto_once_and_many_projects_at_once(
    django_assert_max_num_queries: Any,
) -> None:
    projects = [bare_project() for _ in range(4)]
    for one in projects:
        enrich(one)
    compute(*projects)
    RiskAlert.objects.all().delete()
    RiskResult.objects.update(vetoes=0b10, input_digest=bytes(32))  # which covers the vetoes
    with django_assert_max_num_queries(80):
        compute(*projects, day=1)
    compute(*projects, day=2)
    cleared = RiskAlert.objects.filter(kind="cleared", about="V-DEBAR")
    assert set(cleared.values_list("project", flat=True)) == {one.pk for one in projects}
    assert cleared.count() == len(projects)


def alerted(cast: Cast) -> RiskAlert:
    cast.project.responsible_officer = cast.officer
    cast.project.save()
    return alert(cast.project)


def test_an_alert_is_work_of_the_responsible_officer_until_seen(cast: Cast) -> None:
    noted = alerted(cast)
    titles = [str(task.title) for task in tasks_for(cast.officer)]
    assert "The facts open veto V-PAY" in titles
    for who in (cast.second_officer, cast.project_manager, cast.other_officer):
        assert "The facts open veto V-PAY" not in [str(task.title) for task in tasks_for(who)]
    acknowledge_alert(noted, actor=cast.leader, note="Payment 7 is being recovered")
    noted.refresh_from_db()
    assert (noted.seen_by, noted.note) == (cast.leader, "Payment 7 is being recovered")
    entry = Entry.objects.get(event="risk:alert_seen")
    assert (entry.project_id, entry.actor_id) == (cast.project.pk, cast.leader.pk)
    assert "The facts open veto V-PAY" not in [str(task.title) for task in tasks_for(cast.officer)]
    with pytest.raises(Conflict):
        acknowledge_alert(noted, actor=cast.officer)


def test_who_does_not_act_on_the_risk_marks_nothing(cast: Cast) -> None:
    noted = alerted(cast)
    with pytest.raises(NotAllowed):
        acknowledge_alert(noted, actor=cast.finance)
    for who in (cast.project_manager, cast.other_officer):
        with pytest.raises((Hidden, NotAllowed)):
            acknowledge_alert(noted, actor=who)
    noted.refresh_from_db()
    assert noted.seen_at is None
    assert not Entry.objects.filter(event="risk:alert_seen").exists()


def test_a_letter_goes_once_to_the_responsible_officer(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    alerted(cast)
    User.objects.filter(pk=cast.officer.pk).update(language="en")
    with django_capture_on_commit_callbacks(execute=True):
        assert mail_alerts() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert mail_alerts() == 0
    (letter,) = mail.outbox
    assert letter.to == [cast.officer.email]
    assert "The facts open veto V-PAY" in letter.body
    assert cast.project.reference in letter.body


def test_no_letter_about_what_one_no_longer_sees_or_what_is_old(cast: Cast) -> None:
    alerted(cast)
    Project.objects.filter(pk=cast.project.pk).update(responsible_officer=cast.outsider)
    assert mail_alerts() == 0
    RiskAlert.objects.update(mailed_at=None)
    Project.objects.filter(pk=cast.project.pk).update(responsible_officer=cast.officer)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert mail_alerts() == 0


def test_the_list_is_filtered_exported_and_shows_only_what_is_visible(
    client: Client, cast: Cast
) -> None:
    noted = alerted(cast)
    client.force_login(cast.officer)
    text = client.get(reverse("risk:alerts")).content.decode()
    assert "The facts open veto V-PAY" in text
    address = f"{reverse('risk:alerts')}?kind=rise"
    assert "No alerts" in client.get(address).content.decode()
    table = b"".join(client.get(reverse("risk:export_alerts"))).decode()  # type: ignore[arg-type]
    assert "The facts open veto V-PAY" in table
    assert (
        "open veto" in client.get(reverse("risk:project", args=[cast.project.pk])).content.decode()
    )
    client.force_login(cast.project_manager)
    assert "No alerts" in client.get(reverse("risk:alerts")).content.decode()
    assert client.get(noted.get_absolute_url()).status_code == 404


def test_an_alert_is_marked_on_its_page(client: Client, cast: Cast) -> None:
    noted = alerted(cast)
    client.force_login(cast.officer)
    assert "Mark as seen" in client.get(noted.get_absolute_url()).content.decode()
    answer = client.post(noted.get_absolute_url(), {"note": "Looked at"})
    assert answer.status_code == 302
    assert "Looked at" in client.get(noted.get_absolute_url()).content.decode()
    client.force_login(cast.finance)
    assert client.post(noted.get_absolute_url(), {}).status_code == 403


def test_a_client_lists_alerts_and_marks_one(cast: Cast) -> None:
    noted = alerted(cast)
    caller = APIClient()
    caller.force_authenticate(cast.officer)
    (row,) = caller.get(reverse("api-risk-alerts-list"), {"seen": "false"}).json()["results"]
    assert (row["band_after"], row["about"]) == ("high", "V-PAY")
    marked = caller.post(reverse("api-risk-alerts-acknowledgement", args=[noted.pk]), {})
    assert marked.status_code == 200
    assert marked.json()["seen_by"] == cast.officer.pk
    wrong = caller.get(reverse("api-risk-alerts-list"), {"kind": "loud"})
    assert wrong.status_code == 422
    caller.force_authenticate(cast.project_manager)
    assert caller.get(reverse("api-risk-alerts-list")).json()["results"] == []
