"""Control rights over time: what the night stores is what the history says."""

from typing import Any

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from egov_outsource.jobs.models import Job
from projects.models import Project
from risk.models import AgencyStanding
from risk.portfolio import overview as overviews
from risk.portfolio.asked import Asked
from risk.portfolio.gather import read_history
from risk.portfolio.history import means, month_ends
from risk.portfolio.jobs import ask_for_portfolio, portfolio_run
from risk.portfolio.standings import read_standings
from risk.tasks import portfolio_run as nightly
from tests.build.accounts import contractor
from tests.build.portfolio import outsourced, scored
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def stood(cast: Cast) -> Job:
    """Two projects of each agency, one of them with a misallocated right, and the job done."""
    made = [
        outsourced(owner, contractor(), 1_000_000, handed_over=right)
        for owner, right in ((cast.agency, "M5"), (cast.agency, ""), (cast.other_agency, ""))
    ]
    scored(*made)
    job = ask_for_portfolio(timezone.localdate())
    assert nightly() == nightly() == job.pk
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    assert portfolio_run(job) == {"agencies": 2}
    return job


def numbers(found: Any) -> Any:
    return np.array([found.crmi, found.frg, found.declared, found.decided], dtype=float)


def test_what_is_stored_is_what_the_history_says(cast: Cast, stood: Job) -> None:
    ends = month_ends(timezone.localdate())
    user = cast.authority_leader
    stored = read_standings(user, Asked(), ends)
    live = means(read_history(user, Asked()), ends)
    assert len(stored) == len(live) == 3
    for one, other in zip(stored, live, strict=True):
        assert one.owner == other.owner
        np.testing.assert_allclose(numbers(one), numbers(other), equal_nan=True)
    assert live[0].crmi[-1] > 0
    assert live[0].declared[-1] == 3


def test_the_night_may_come_twice(stood: Job) -> None:
    before = list(AgencyStanding.objects.values_list("agency", "month", "crmi", "declared"))
    portfolio_run(stood)
    after = list(AgencyStanding.objects.values_list("agency", "month", "crmi", "declared"))
    np.testing.assert_equal(after, before)


def test_only_who_sees_every_project_of_an_agency_sees_how_it_stands(
    cast: Cast, stood: Job
) -> None:
    def agencies(user: Any) -> set[int]:
        seen = AgencyStanding.objects.visible_to(user)
        return set(seen.values_list("agency", flat=True))

    both = {cast.agency.pk, cast.other_agency.pk}
    assert agencies(cast.authority_leader) == both
    assert agencies(cast.officer) == {cast.agency.pk}
    for name in ("auditor", "supervisor", "project_manager", "outsider", "operator"):
        assert agencies(getattr(cast, name)) == set(), name


def test_many_projects_are_drawn_from_what_is_stored_and_kept_for_who_holds_the_same(
    client: Any, cast: Cast, stood: Job, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr(overviews, "MANY", 0)
    monkeypatch.setattr("risk.views.portfolio_picture.MANY", 0)
    client.force_login(cast.officer)
    assert "Control rights over time" in client.get(reverse("risk:portfolio")).content.decode()
    first = overviews.overview(cast.officer, Asked())
    scored(outsourced(cast.agency, contractor(), 1_000_000))
    assert overviews.overview(cast.officer, Asked()).seen_at == first.seen_at
    assert overviews.overview(cast.leader, Asked()).projects == first.projects + 1
    assert overviews.overview(cast.other_officer, Asked()).projects == 1
    Project.objects.filter(pk=cast.project.pk).update(stage="selection")
    narrowed = client.get(reverse("risk:portfolio"), {"stage": "supervision"})
    assert "Control rights over time" not in narrowed.content.decode()
