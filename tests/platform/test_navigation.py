"""The main navigation leads nobody to a page that is not there for them."""

import pytest
from django.test import Client, RequestFactory

from egov_outsource.context import links, navigation, own_places
from tests.build.projects import Cast

PEOPLE = ("officer", "project_manager", "bid_manager", "supervisor", "auditor", "operator")


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
def test_every_place_that_is_offered_is_there(cast: Cast, client: Client, who: str) -> None:
    request = RequestFactory().get("/")
    user = getattr(cast, who)
    request.user = user
    offered = [*navigation(request), *links(own_places(request), "/")]
    client.force_login(user)
    answers = {link["url"]: client.get(link["url"], follow=True).status_code for link in offered}
    assert len(answers) > len(own_places(request)) + 2
    assert set(answers.values()) == {200}, answers
