"""Pages of the spine, as different people see them."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Project
from tests.build.projects import Cast


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
