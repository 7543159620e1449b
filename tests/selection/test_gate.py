"""Gate G2 and what waits for people."""

import pytest
from django.db import transaction
from django.utils import timezone

from projects.models import Allocation, Engagement
from projects.selection.gate import CHECKS
from projects.work import tasks_for
from tests.build.contractors import debarred
from tests.build.projects import Cast
from tests.build.selection import (
    approved_mode,
    awarded,
    open_tender,
    published_tender,
    ready_contract,
    scored_alternatives,
    signed_contract,
)

pytestmark = pytest.mark.django_db


def holding(cast: Cast) -> dict[str, bool]:
    cast.project.refresh_from_db()
    return {c.code: c.evaluate(cast.project).is_satisfied for c in CHECKS if c.evaluate}


def test_nothing_holds_before_the_stage_begins(cast: Cast) -> None:
    found = holding(cast)
    assert [code for code, holds in found.items() if holds] == [
        "winner-not-debarred",
        "reserved-rights",
    ]


def test_a_finished_selection_holds_in_everything_that_code_can_see(cast: Cast) -> None:
    published_tender(cast)
    signed_contract(cast)
    Engagement.objects.filter(capacity="supervision").update(is_independent=True)
    assert all(holding(cast).values())
    debarred(cast.contractor, by=cast.leader)
    assert not holding(cast)["winner-not-debarred"]
    # the database refuses such a row when a transaction ends, so the gate never meets it outside
    with transaction.atomic():
        Allocation.objects.filter(point="S3").update(valid_to=timezone.now())
        assert not holding(cast)["reserved-rights"]
        transaction.set_rollback(True)


def test_outsourcing_checks_do_not_apply_to_self_build(cast: Cast) -> None:
    cast.project.mode = "self_build"
    cast.project.save()
    found = {c.code: c.evaluate(cast.project) for c in CHECKS if c.evaluate}
    for code in ("tender-published", "award-decided", "contract-signed", "clauses-complete"):
        assert not found[code].applicable
    assert found["supervisor-engaged"].applicable


def titles(user: object, cast: Cast) -> str:
    return " | ".join(str(task.title) for task in tasks_for(user))  # type: ignore[arg-type]


def test_each_party_is_told_what_waits_for_it(cast: Cast) -> None:
    scored_alternatives(cast)
    open_tender(cast)
    assert "Bid for Resident services portal" in titles(cast.rival_bidder, cast)
    assert "Bid for" not in titles(cast.officer, cast)
    award = awarded(cast)
    assert "Draft the contract with Northern Software" in titles(cast.officer, cast)
    ready_contract(cast, award=award)
    assert "Sign the contract C-1" in titles(cast.leader, cast)
    assert "Sign the contract" not in titles(cast.project_manager, cast)


def test_the_contractor_is_asked_to_acknowledge_its_contract(cast: Cast) -> None:
    contract = signed_contract(cast)
    contract.acknowledged_at = contract.acknowledged_by = None
    contract.save()
    assert "Acknowledge the contract C-1" in titles(cast.project_manager, cast)
    assert "Acknowledge" not in titles(cast.rival_manager, cast)


def test_a_proposal_waits_for_the_leader(cast: Cast) -> None:
    decision = approved_mode(cast)
    decision.status, decision.decided_by, decision.decided_at = "proposed", None, None
    decision.save()
    assert "Decide the operation mode" in titles(cast.leader, cast)
    assert "Decide the operation mode" not in titles(cast.officer, cast)
