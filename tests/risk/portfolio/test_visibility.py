"""Nobody's portfolio speaks of what they may not see (visibility of section 4.10)."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from projects.models import Project
from risk.models import RiskResult
from risk.portfolio.asked import Asked
from risk.portfolio.overview import overview
from risk.portfolio.registry import MEASURES
from risk.portfolio.telling import told
from tests.build.accounts import contractor, third_party
from tests.build.contractors import affiliated
from tests.build.portfolio import dataset, outsourced, scored
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db
HIDDEN = "Hidden Systems"


@pytest.fixture
def ours(cast: Cast) -> list[Project]:
    """Six projects of the agency, one with important data, all with the same pair of firms."""
    supervisor = third_party("Pairing Supervision")
    made = [
        outsourced(
            cast.agency,
            cast.contractor,
            8_000_000 + place,
            paid=1_000_000,
            supervisor=supervisor,
            classification="important" if place == 0 else "general",
            responsible_officer=cast.officer,
        )
        for place in range(6)
    ]
    dataset(made[0], cast.contractor)
    scored(*made, cast.project)
    return made


def theirs(cast: Cast) -> list[Project]:
    """Projects of the other agency, with a firm that nobody of the first one knows."""
    firm, supervisor = contractor(HIDDEN), third_party("Hidden Supervision")
    made = [
        outsourced(
            cast.other_agency,
            firm if place else cast.contractor,
            90_000_000,
            supervisor=supervisor,
            classification="important",
            responsible_officer=cast.officer,
        )
        for place in range(6)
    ]
    dataset(made[1], firm)
    affiliated(firm, contractor("Hidden Holding"))
    scored(*made)
    return made


def everything(user: Any, asked: Asked | None = None) -> list[dict[str, Any]]:
    """All that all measures tell somebody."""
    found = overview(user, asked or Asked())
    return [told(measure, found.of(measure)) for measure in MEASURES]


def test_an_officer_gets_the_figures_of_a_database_with_the_own_agency_only(
    cast: Cast, ours: list[Project]
) -> None:
    before = {name: everything(getattr(cast, name)) for name in ("officer", "leader", "auditor")}
    upper = everything(cast.authority_leader)
    assert any(one["lines"] for one in before["officer"])
    theirs(cast)
    for name, told_before in before.items():
        assert everything(getattr(cast, name)) == told_before, name
    assert everything(cast.authority_leader) != upper


def test_the_highest_scores_are_those_of_projects_that_one_sees(
    cast: Cast, ours: list[Project], client: Client
) -> None:
    hidden = theirs(cast)
    RiskResult.objects.filter(project__in=hidden).update(score=99, band=4)
    RiskResult.objects.filter(project=ours[2]).update(score=98, band=4)
    RiskResult.objects.filter(project=ours[3]).update(score=97, band=-1)
    known = RiskResult.objects.filter(project__in=[*ours, cast.project], band__gte=0)
    expected = list(known.order_by("-score", "-pk").values_list("pk", flat=True))
    assert list(overview(cast.officer, Asked()).highest) == expected
    assert expected[0] == ours[2].pk
    assert ours[3].pk not in expected
    client.force_login(cast.officer)
    shown = client.get(reverse("risk:portfolio")).context["highest"]
    assert [result.pk for result, _share in shown] == expected


def test_a_filter_for_ones_agency_gives_the_authority_what_the_agency_itself_sees(
    cast: Cast, ours: list[Project]
) -> None:
    theirs(cast)
    asked = Asked(agency=cast.agency)
    assert everything(cast.authority_leader, asked) == everything(cast.officer)
    assert everything(cast.officer, Asked(agency=cast.other_agency)) == everything(cast.outsider)


def test_every_measure_finds_something_where_there_is_something(
    cast: Cast, ours: list[Project]
) -> None:
    found = {one["code"]: one for one in everything(cast.officer)}
    silent = {code for code, one in found.items() if not one["lines"]}
    assert silent == {"reference-class", "rank-stability"}
    (exposure,) = found["agency-exposure"]["lines"]
    assert exposure["outstanding"] == 6 * 7_000_000 + 15
    (dependence,) = found["agency-dependence"]["lines"]
    assert dependence["is_alert"]
    (pair,) = found["supervisor-pairing"]["lines"]
    assert (pair["lift"], pair["together"], pair["is_alert"]) == (1.0, 6, False)
    (custody,) = found["data-custody"]["lines"]
    assert (custody["share"], custody["is_alert"]) == (1.0, True)
    (span,) = found["officer-span"]["lines"]
    assert (span["projects"], span["overdue"]) == (7, 6)
    (firm,) = found["contractor-exposure"]["lines"]
    assert (firm["critical_systems"], firm["is_alert"]) == (6, True)


@pytest.mark.parametrize(
    "who", ["project_manager", "rival_manager", "outsider", "operator", "expired_auditor"]
)
def test_contractors_and_strangers_learn_nothing(
    client: Client, cast: Cast, ours: list[Project], who: str
) -> None:
    person: User = getattr(cast, who)
    assert not any(one["lines"] or one["figures"] for one in everything(person))
    client.force_login(person)
    assert "No project to show" in client.get(reverse("risk:portfolio")).content.decode()
    for name, key in (("agency", cast.agency.pk), ("contractor", cast.contractor.pk)):
        assert client.get(reverse(f"risk:{name}", args=[key])).status_code == 404
    answer = client.get(reverse("risk:portfolio"), {"agency": cast.agency.pk})
    assert cast.agency.name not in answer.content.decode()


def test_finance_that_sees_no_protection_level_and_procurement_that_sees_no_payment_get_less(
    cast: Cast, ours: list[Project]
) -> None:
    Project.objects.filter(pk=ours[1].pk).update(classification="core")
    found = {one["code"]: one for one in everything(cast.finance)}
    (firm,) = found["contractor-exposure"]["lines"]
    assert firm["critical_systems"] == 6
    assessor = {one["code"]: one for one in everything(cast.assessor)}
    assert not assessor["contractor-concentration"]["lines"]
    assert not assessor["agency-exposure"]["lines"]


def test_pages_and_files_of_another_agency_do_not_exist(
    client: Client, cast: Cast, ours: list[Project]
) -> None:
    hidden = theirs(cast)
    firm = hidden[1].contract_set.get().contractor
    client.force_login(cast.officer)
    assert client.get(reverse("risk:agency", args=[cast.other_agency.pk])).status_code == 404
    assert client.get(reverse("risk:contractor", args=[firm.pk])).status_code == 404
    texts = []
    for address in (
        reverse("risk:portfolio"),
        reverse("risk:agency", args=[cast.agency.pk]),
        reverse("risk:contractor", args=[cast.contractor.pk]),
        *(reverse("risk:measure", args=[one.code]) for one in MEASURES),
        *(reverse("risk:export_measure", args=[one.code]) for one in MEASURES),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        whole = b"".join(answer) if answer.streaming else answer.content
        texts.append(whole.decode())
    assert any(cast.contractor.name in text for text in texts)
    assert not any(HIDDEN in text or cast.other_agency.name in text for text in texts)
    asked = client.get(reverse("risk:portfolio"), {"agency": cast.other_agency.pk})
    assert cast.other_agency.name not in asked.content.decode()


def test_csv_json_and_rest_say_the_same(client: Client, cast: Cast, ours: list[Project]) -> None:
    client.force_login(cast.leader)
    address = reverse("risk:export_measure", args=["agency-exposure"])
    rows = list(
        csv.DictReader(io.StringIO(b"".join(client.get(address)).decode().lstrip("\ufeff")))
    )
    data = json.loads(client.get(address, {"format": "json"}).content)
    api = APIClient()
    api.force_authenticate(cast.leader)
    rest = api.get(reverse("api-risk-portfolio-measure", args=["agency-exposure"])).json()
    assert rest.pop("projects") == 7
    assert rest == data
    assert [float(row["Exposure"]) for row in rows] == [one["exposure"] for one in data["lines"]]
    assert rows[0]["Agency"] == cast.agency.name
    summary = api.get(reverse("api-risk-portfolio")).json()
    assert summary["projects"] == 7
    assert {one["code"] for one in summary["measures"]} == {one.code for one in MEASURES}
    assert api.get(reverse("api-risk-portfolio"), {"agency": "x"}).status_code == 422
    assert api.get("/api/v1/risk/portfolio/none/").status_code == 404


def test_filters_stand_in_the_address_and_narrow(
    client: Client, cast: Cast, ours: list[Project]
) -> None:
    dear = outsourced(cast.agency, cast.rival, 1_000_000, currency="EUR", stage="acceptance")
    Project.objects.filter(pk=dear.pk).update(start_date="2030-01-01", end_date="2031-01-01")
    scored(dear)

    def firms(**asked: Any) -> set[int]:
        found = overview(cast.officer, Asked(**asked)).found["contractor-exposure"]
        return {line.about[0] for line in found.lines}

    both = {cast.contractor.pk, cast.rival.pk}
    assert firms() == both
    assert firms(currency="EUR") == firms(stage="acceptance") == {cast.rival.pk}
    assert firms(contractor=cast.rival) == {cast.rival.pk}
    assert firms(mode="hybrid") == set()
    assert firms(until="2029-12-31") == {cast.contractor.pk}
    assert firms(since="2030-06-01") == both
    about_one = overview(cast.officer, Asked(contractor=cast.rival)).found
    assert not {one.code for one in MEASURES if one.compares} & about_one.keys()
    client.force_login(cast.officer)
    page = client.get(reverse("risk:portfolio"), {"stage": "acceptance"}).content.decode()
    assert "Computed from the 1 project that you may see." in page
    link = reverse("risk:measure", args=["agency-exposure"])
    assert f'href="{link}?stage=acceptance"' in page


def test_the_pages_ask_a_fixed_number_of_questions(
    client: Client, cast: Cast, ours: list[Project], django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.leader)
    client.get(reverse("risk:portfolio"))
    with django_assert_max_num_queries(45):
        client.get(reverse("risk:portfolio"))
    with django_assert_max_num_queries(25):
        client.get(reverse("risk:measure", args=["agency-dependence"]), {"sort": "-share"})
