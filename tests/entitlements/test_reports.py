"""The access report: who holds what, what expires or lies unused, and that somebody looked."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from audit.entitlements.actions.confirm_report import confirm_report
from audit.entitlements.actions.draw_up_report import draw_up_report
from audit.entitlements.models import AccessReport
from audit.entitlements.tasks import draw_up_reports
from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, Stale
from projects.roles import Capacity
from projects.work import tasks_for
from tests.build import accounts
from tests.build.projects import Cast, engaged

pytestmark = pytest.mark.django_db


def report_of(cast: Cast) -> AccessReport:
    return draw_up_report(cast.agency, actor=User.objects.system())


def row_of(report: AccessReport, person: User) -> dict:
    return next(row for row in report.rows if row["person"] == person.pk)


def test_it_tells_who_holds_what_by_role_and_basis_but_not_who_bids(cast: Cast) -> None:
    engaged(cast.project, cast.rival, Capacity.BIDDER, by=cast.leader)
    accounts.token(accounts.service_account(cast.agency, "officer"))
    report = report_of(cast)
    leader = row_of(report, cast.leader)
    assert leader["role"] == "leader"
    assert leader["project"] is None
    assert "s3" in leader["rights"]
    assert "reserved" in leader["flags"]
    supervisor = row_of(report, cast.supervisor)
    assert (supervisor["role"], supervisor["project"]) == ("supervision", cast.project.pk)
    assert supervisor["valid_to"] is not None
    assert all(row["person"] != cast.rival_bidder.pk for row in report.rows)
    assert report.counts["people"] == len({row["person"] for row in report.rows})
    assert report.counts["tokens"] == 1
    entry = Entry.objects.get(event="access_report:drawn_up")
    assert entry.data["people"] == report.counts["people"]
    with pytest.raises(Hidden):
        draw_up_report(cast.agency, actor=cast.leader)


def test_expiring_unused_and_inactive_are_found(cast: Cast) -> None:
    later = timezone.now() + timedelta(days=350)
    with time_machine.travel(later, tick=False):
        User.objects.filter(pk=cast.security.pk).update(last_login=later)
        report = report_of(cast)
        assert "expiring" in row_of(report, cast.supervisor)["flags"]
        finance, security = (row_of(report, p)["flags"] for p in (cast.finance, cast.security))
        assert {"unused", "inactive"} <= set(finance)
        assert "unused" in security  # came, but decided nothing
        assert "inactive" not in security
    fresh = row_of(report_of(cast), cast.finance)["flags"]
    assert "unused" not in fresh


def test_an_open_report_is_renewed_each_night_and_a_confirmed_one_stays(cast: Cast) -> None:
    first = report_of(cast)
    assert report_of(cast).pk == first.pk
    first.refresh_from_db()
    with pytest.raises(Stale):
        confirm_report(first, actor=cast.leader, note="Seen", expected_version=first.version - 1)
    with pytest.raises(NotAllowed) as refused:
        confirm_report(first, actor=_administrator(cast), note="Seen")
    assert refused.value.code == "ACCESS-REVIEWER"
    for stranger in (cast.officer, cast.other_leader, cast.auditor, cast.operator):
        with pytest.raises(Hidden):
            confirm_report(first, actor=stranger, note="Seen")
    with pytest.raises(Invalid):
        confirm_report(first, actor=cast.leader, note=" ")
    done = confirm_report(first, actor=cast.leader, note="Two leave in June.")
    entry = Entry.objects.get(event="access_report:confirmed")
    assert entry.data["note"] == "Two leave in June."
    with pytest.raises(Conflict):
        confirm_report(done, actor=cast.leader, note="Again")
    assert report_of(cast).pk != done.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessReport.objects.create(agency_id=cast.agency.pk, as_of=timezone.localdate())


def test_an_overdue_review_waits_for_leaders(cast: Cast) -> None:
    report = report_of(cast)
    assert not report.is_overdue
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert report.is_overdue
        waiting = [task for task in tasks_for(cast.leader) if task.url == report.get_absolute_url()]
        assert [task.is_late for task in waiting] == [True]
        assert report.get_absolute_url() not in {t.url for t in tasks_for(cast.officer)}


def test_the_night_draws_up_a_report_for_every_agency(cast: Cast) -> None:
    assert draw_up_reports() == AccessReport.objects.count() >= 2


def test_pages_and_rest_show_narrow_export_and_confirm(cast: Cast, client: Client) -> None:
    report = report_of(cast)
    client.force_login(cast.leader)
    page = report.get_absolute_url()
    for asked in ({"role": "supervision"}, {"q": cast.supervision_firm.name}):
        shown = client.get(page, asked).context["page_obj"].object_list
        assert {row["person"] for row in shown} == {cast.supervisor.pk}
    table = b"".join(client.get(f"{page}csv/", {"flag": "reserved"})).decode()  # type: ignore[arg-type]
    assert cast.leader.name in table
    assert cast.supervisor.name not in table
    assert client.get(reverse("entitlements:reports")).status_code == 200
    api = APIClient()
    api.force_authenticate(cast.leader)
    place = f"/api/v1/access-reports/{report.pk}/"
    read = api.get(place)
    found = api.get(f"{place}holdings/", {"role": "supervision"}).json()
    assert [row["person"] for row in found["results"]] == [cast.supervisor.pk]
    done = api.post(
        f"{place}confirmation/", {"note": "Seen"}, headers={"If-Match": read.headers["ETag"]}
    )
    assert done.json()["reviewed_by"] == cast.leader.pk
    client.force_login(cast.other_leader)
    hidden, none = client.get(page), client.get("/access-reports/99999999/")
    assert (hidden.status_code, none.status_code) == (404, 404)


def _administrator(cast: Cast) -> User:
    return accounts.administrator(cast.agency)
