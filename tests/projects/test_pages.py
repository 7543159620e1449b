"""Pages of the spine, as different people see them."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Project
from projects.roles import Capacity
from tests.build.projects import Cast, engaged, make_project


def test_the_project_page_shows_its_owner_everything(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    answer = client.get(cast.project.get_absolute_url())
    assert answer.status_code == 200
    assert cast.contractor.name in answer.content.decode()


@pytest.mark.parametrize(
    "who",
    ["other_officer", "rival_manager", "rival_bidder", "expired_auditor", "outsider", "operator"],
)
def test_a_project_that_is_not_theirs_does_not_exist(client: Client, cast: Cast, who: str) -> None:
    client.force_login(cast.people()[who])
    hidden = client.get(cast.project.get_absolute_url())
    nothing = client.get(reverse("projects:detail", args=[cast.project.pk + 1000]))
    assert hidden.status_code == nothing.status_code == 404
    assert cast.project.title not in client.get(reverse("projects:list")).content.decode()


def test_the_risk_band_is_for_those_who_may_see_risk(client: Client, cast: Cast) -> None:
    Project.objects.filter(pk=cast.project.pk).update(risk_level=4)
    address = f"/api/v1/projects/{cast.project.pk}/"
    for person, seen in ((cast.officer, True), (cast.auditor, True), (cast.project_manager, False)):
        client.force_login(person)
        pages = [
            reverse("projects:list"),
            cast.project.get_absolute_url(),
            reverse("projects:my_work"),
        ]
        assert [("risk--high" in client.get(page).content.decode()) for page in pages] == [seen] * 3
        assert client.get(address).json()["risk_band"] == ("high" if seen else None)


def test_whoever_does_not_see_risk_neither_filters_nor_sorts_nor_exports_by_it(
    client: Client, cast: Cast
) -> None:
    """INV-8: not even the order of a list tells the bands of its projects."""
    others = [make_project(cast.agency, cast.officer) for _ in range(3)]
    for project, level in zip(others, (5, 1, 3), strict=True):
        engaged(project, cast.contractor, Capacity.CONTRACTOR, by=cast.leader)
        Project.objects.filter(pk=project.pk).update(risk_level=level)
    newest = [project.pk for project in (*reversed(others), cast.project)]
    by_risk = [others[0].pk, others[2].pk, others[1].pk, cast.project.pk]
    api, page = "/api/v1/projects/", reverse("projects:list")
    for person, unasked in ((cast.project_manager, newest), (cast.officer, by_risk)):
        client.force_login(person)
        sees = unasked is by_risk
        for asked in ("", "?sort=risk", "?sort=-risk", "?risk=5", "?risk=5&sort=risk"):
            wanted = list(reversed(by_risk)) if sees and asked == "?sort=risk" else unasked
            if sees and "risk=5" in asked:
                wanted = [others[0].pk]
            read = [row["id"] for row in client.get(api + asked).json()["results"]]
            shown = [row.pk for row in client.get(page + asked).context["projects"]]
            assert read == shown == wanted, (person, asked)
        told = client.get(page).content.decode()
        assert ('name="risk"' in told) == ("sort=risk" in told) == sees
        mine = client.get(reverse("projects:my_work")).context["projects"]
        assert [row.pk for row in mine] == unasked
        table = b"".join(client.get(reverse("projects:export"))).decode()  # type: ignore[arg-type]
        assert ("critical" in table) == ("elevated" in table) == sees
