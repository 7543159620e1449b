"""Five people walk one project through all five control-right stages, in a real browser."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from audit.log.models import Entry
from projects.models import Project
from tests.build.projects import make_cast
from tests.walk import before_contract as before
from tests.walk import under_contract as under
from tests.walk.people import Walk, walking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEN_DAYS = timedelta(days=10)  # less than the age of a session: everybody stays signed in
EVENTS = (
    "project:registered",
    "plan_item:approved",
    "gate:passed",
    "mode:approved",
    "tender:published",
    "tender:opened",
    "award:decided",
    "contract:signed",
    "contract:acknowledged",
    "status_report:verified",
    "finding:closed",
    "change:decided",
    "deliverable:submitted",
    "deliverable:decided",
    "breach:decided",
    "rating:finalised",
    "audit_finding:resolved",
)


def test_five_people_walk_a_project_through_all_five_stages(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    cast = make_cast()
    with (
        time_machine.travel(timezone.now(), tick=True) as traveller,
        walking(browser, live_server.url, cast) as walk,
    ):
        before.register(walk)
        before.plan(walk)
        before.scope(walk)
        walk.pass_gate("G1", by_hand=2)
        rival_sees_nothing(walk)

        before.choose_mode(walk)
        published = before.tender(walk)
        before.bid(walk, published)
        before.award(walk, published, traveller)
        before.contract(walk)
        before.appoint(walk, "Steppe Supervision", "Supervisor")
        walk.pass_gate("G2")

        traveller.shift(TEN_DAYS)
        under.report(walk)
        under.find(walk)
        under.change(walk)
        walk.pass_gate("G3")

        under.deliver(walk, tmp_path)
        walk.pass_gate("G4")

        under.hold_to_account(walk)
        under.rate(walk)
        before.appoint(walk, "Audit Office", "Auditor")
        under.audit(walk)
        walk.pass_gate("G5")
        rival_sees_nothing(walk)
        the_end(walk)


def rival_sees_nothing(walk: Walk) -> None:
    """Neither the project nor a word of it is there for the rival."""
    for path in ("", "planning/", "supervision/", "acceptance/", "trail/"):
        walk.rival_bidder.goto(f"/projects/{walk.cast.project.pk}/{path}", status=404)
    walk.rival_bidder.goto("/projects/")
    walk.rival_bidder.misses(before.TITLE)


def the_end(walk: Walk) -> None:
    """All five stages are passed, the project is closed and the trail tells it."""
    assert walk.project.status == Project.Status.CLOSED
    officer = walk.at(walk.officer)
    assert officer.main.locator(".project-head > .rail .rail__stage--passed").count() == 5
    officer.photograph("project")
    for name, tab in (("risk", "Risk"), ("trail", "Trail")):
        walk.at(officer, tab).photograph(name)
    for name, path in (("my-work", "/"), ("projects", "/projects/")):
        officer.goto(path)
        officer.photograph(name)
    told = set(
        Entry.objects.filter(project_id=walk.cast.project.pk).values_list("event", flat=True)
    )
    assert set(EVENTS) <= told, set(EVENTS) - told
    walk.at(walk.auditor, "Trail").sees("Closing audit")
