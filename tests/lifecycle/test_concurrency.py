"""Two leaders, one gate, the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.models import GateReview
from projects.models import Decision, Project
from tests.build.lifecycle import submitted_g1
from tests.build.planning import officer_and_leader
from tests.build.projects import make_cast


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_who_pass_a_gate_at_once_one_wins() -> None:
    cast = make_cast()
    leaders = [cast.leader, officer_and_leader(cast)]
    review = submitted_g1(cast)
    together = Barrier(2)

    def decide(leader: User) -> str:
        try:
            together.wait(timeout=30)
            return pass_gate(GateReview.objects.get(pk=review.pk), actor=leader).status
        except Conflict as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(decide, leaders))
    assert outcomes == ["GATE-DECIDED", "passed"]
    assert Decision.objects.filter(event="gate:passed").count() == 1
    assert Project.objects.get(pk=cast.project.pk).stage == "selection"
