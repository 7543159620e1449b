"""The catalogue on its pages, in its file and by REST."""

import csv
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from risk.actions.recompute_projects import recompute_projects
from risk.definitions.base_rates import BaseRate, base_rate, worst
from risk.definitions.searching import matching
from risk.indicators import BY_CODE, CATALOGUE
from risk.models import RiskResult
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich, rich_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(cast: Cast) -> Cast:
    """A computed project that the officer sees, and one of another agency beside it."""
    enrich(cast.project)
    compute(cast.project, rich_project())
    return cast


def compute(*projects: Any) -> None:
    recompute_projects([one.pk for one in projects], actor=User.objects.system(), as_of=AS_OF)


def test_search_and_filters_narrow_the_catalogue() -> None:
    def codes(**asked: str) -> set[str]:
        return {one.code for one in matching(CATALOGUE, asked)}

    assert codes() == set(BY_CODE)
    assert codes(q="r018") == codes(q="单一或少量投标") == {"M-08"}
    assert codes(dimension="X", state="live") == {
        "X-06",
        "X-09",
        "X-10",
        "X-11",
        "X-13",
        "X-17",
    }
    assert codes(facet="owner") == {"X-17"}
    assert codes(state="waiting") & codes(state="live") == set()
    assert codes(tier="2") == {one.code for one in CATALOGUE if one.tier == 2}
    assert codes(q="nothing such") == set()


def test_the_page_of_every_indicator_says_what_it_is(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    for one in CATALOGUE:
        page = client.get(reverse("risk:indicator", args=[one.code]))
        assert page.status_code == 200
        text = page.content.decode()
        assert one.name_zh in text
        if one.measure is None:
            assert one.awaits_en[:20] in text


def test_an_indicator_shows_where_it_is_worst_only_to_who_may_see_it(
    client: Client, seen: Cast
) -> None:
    mine, reader = seen.project, seen.officer
    other = RiskResult.objects.exclude(pk=mine.pk).get()
    indicator = BY_CODE["M-08"]  # two bids: 75
    assert [row.pk for row in worst(indicator, reader)] == [mine.pk]
    assert base_rate(indicator, reader) == BaseRate(measured=1, speaking=1, is_flag=True)
    client.force_login(reader)
    text = client.get(reverse("risk:indicator", args=["M-08"])).content.decode()
    assert reverse("risk:project", args=[mine.pk]) in text
    assert reverse("risk:project", args=[other.pk]) not in text
    assert "Fewer than 30" in text


def test_a_base_rate_needs_thirty_and_a_flag_that_tells_nothing_is_marked() -> None:
    assert not BaseRate(29, 29, is_flag=True).needs_new_cut
    assert BaseRate(30, 10, is_flag=True).needs_new_cut
    assert not BaseRate(30, 9, is_flag=True).needs_new_cut
    assert BaseRate(2000, 1, is_flag=True).needs_new_cut
    assert not BaseRate(2000, 2, is_flag=True).needs_new_cut
    assert not BaseRate(30, 30, is_flag=False).needs_new_cut


def test_the_file_holds_what_was_asked_for(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    answer = client.get(reverse("risk:export_indicators") + "?dimension=P&state=live")
    text = b"".join(answer).decode("utf-8-sig")
    header, *rows = csv.reader(text.splitlines())
    assert {row[0] for row in rows} == {
        one.code for one in CATALOGUE if one.dimension == "P" and one.measure
    }
    assert all(len(row) == len(header) for row in rows)


def test_a_client_reads_what_the_pages_show(seen: Cast) -> None:
    api = APIClient()
    api.force_authenticate(seen.officer)
    listed = api.get(reverse("api-risk-indicators"), {"facet": "market"}).json()
    assert {row["facet"] for row in listed} == {"market"}
    one = api.get(reverse("api-risk-indicator", args=["S-01"])).json()
    assert one["error"] == {"relative": 0.05, "absolute": 0.0}
    assert one["map"][0] == {"x": 0.7, "score": 100.0}
    assert "supervision.planned_curve" in {fact["name"] for fact in one["facts"]}
    assert one["base_rate"] == {
        "measured": 1,
        "speaking": None,
        "share": None,
        "needs_new_cut": False,
    }
    assert api.get(reverse("api-risk-indicator", args=["Z-99"])).status_code == 404


def test_the_lines_of_a_project_say_from_whom_and_how_old(client: Client, seen: Cast) -> None:
    project = seen.project
    client.force_login(seen.officer)
    text = client.get(reverse("risk:project", args=[project.pk])).content.decode()
    assert "frozen at G2 on 2024-08-30, computed later from the records" in text
    assert "a third party: " in text
    ages = RiskResult.objects.get(project=project).ages
    assert any(age > 0 for age in ages)


def test_the_catalogue_says_of_each_whether_it_is_computed_here(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    for state, words in (("live", "<td>yes</td>"), ("waiting", "<td>not yet<")):
        text = client.get(reverse("risk:catalogue"), {"state": state}).content.decode()
        assert text.count(words) == len(matching(CATALOGUE, {"state": state}))
