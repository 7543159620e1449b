"""What the page of one's own work costs."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.build.projects import Cast

# as many as there are kinds of tasks, with room for a few more
MOST = {"officer": 40, "leader": 42, "project_manager": 27, "auditor": 24, "outsider": 12}


@pytest.mark.parametrize("who", MOST)
def test_what_waits_costs_few_statements_and_none_for_rights_held_nowhere(
    client: Client, cast: Cast, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(getattr(cast, who))
    with django_assert_max_num_queries(MOST[who]):
        assert client.get(reverse("projects:my_work")).status_code == 200
