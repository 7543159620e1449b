"""Two people at once: one award, one bid."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from egov_outsource.errors import Conflict, Refusal
from projects.grants import derive_agency_grants
from projects.selection.actions.award_tender import award_tender
from projects.selection.models import Award, Bid
from tests.build.accounts import member
from tests.build.projects import make_cast
from tests.build.selection import bid_of, evaluated_tender, published_tender

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Outcomes or refusals of calls that start together, each on its own connection."""
    barrier = threading.Barrier(len(calls))
    outcomes: list[Any] = []

    def run(call: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            outcomes.append(call())
        except Refusal as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_awards_at_once_leave_one() -> None:
    cast = make_cast()
    other_leader = member(cast.agency, "leader")
    derive_agency_grants(cast.agency)
    tender, winning, losing = evaluated_tender(cast)
    outcomes = at_once(
        lambda: award_tender(tender, actor=cast.leader, bid=winning, reasons="Best."),
        lambda: award_tender(tender, actor=other_leader, bid=losing, reasons="Cheap."),
    )
    assert sorted(isinstance(one, Award) for one in outcomes) == [False, True]
    assert any(isinstance(one, Conflict) for one in outcomes)
    assert Award.objects.filter(tender=tender, status="active").count() == 1


def test_a_bid_submitted_twice_at_once_is_received_once() -> None:
    cast = make_cast()
    tender = published_tender(cast)
    outcomes = at_once(lambda: bid_of(cast, tender), lambda: bid_of(cast, tender))
    assert sorted(isinstance(one, Bid) for one in outcomes) == [False, True]
    assert Bid.objects.filter(tender=tender).count() == 1
