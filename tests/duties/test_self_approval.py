"""Nobody approves what is their own, in whatever way they try it by REST (SOD-1)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.accounts.models import Membership, User
from egov_outsource.accounts.separation import person_key_of
from projects.acceptance.models import AcceptanceDecision
from projects.grants import derive_agency_grants, derive_for_members
from projects.lifecycle.models import GateReview
from projects.planning.models import PlanItem
from tests.build import acceptance, lifecycle, planning
from tests.build import accounts as build
from tests.build.projects import Cast


def client_of(user: User) -> APIClient:
    """A REST client signed in as `user`."""
    client = APIClient()
    client.force_authenticate(user)
    return client


def promoted(user: User, cast: Cast) -> User:
    """The officer is a leader too."""
    build.member(cast.agency, "leader", user=user)
    derive_agency_grants(cast.agency)
    return user


def call(user: User, method: str, path: str, **body: Any) -> Any:
    """The answer to one call, with If-Match when the resource has a version."""
    client = client_of(user)
    resource = path.rsplit("/", 2)[0] + "/" if method == "post" else path
    tag = client.get(resource).headers.get("ETag")
    headers = {"If-Match": tag} if tag else {}
    return getattr(client, method)(path, body, format="json", headers=headers)


def items(cast: Cast) -> str:
    """The address of the plan items."""
    return f"/api/v1/projects/{cast.project.pk}/plan-items/"


def test_a_thing_is_not_created_as_approved_and_its_approver_is_not_swapped(cast: Cast) -> None:
    planning.draft_item(cast)
    answer = call(
        cast.officer,
        "put",
        f"{items(cast)}budget/",
        content="Mine",
        status="approved",
        decided_by=cast.leader.pk,
        author=cast.second_officer.pk,
    )
    assert answer.status_code in {200, 422}
    item = PlanItem.objects.get(project=cast.project, code="budget")
    assert (item.status, item.author, item.decided_by) == ("draft", cast.officer, None)


def test_an_author_with_both_roles_is_refused(cast: Cast) -> None:
    planning.submitted_item(cast)
    answer = call(promoted(cast.officer, cast), "post", f"{items(cast)}budget/approve/")
    assert (answer.status_code, answer.json()["code"]) == (403, "SOD-1")


def test_an_author_is_refused_with_another_account(cast: Cast) -> None:
    planning.submitted_item(cast)
    second = build.member(cast.agency, "leader")
    for account in (cast.officer, second):
        account.person_key = person_key_of("152201198001010011")
        account.save()
    derive_agency_grants(cast.agency)
    answer = call(second, "post", f"{items(cast)}budget/approve/")
    assert (answer.status_code, answer.json()["code"]) == (403, "SOD-1")


def test_nobody_delegates_to_themselves(cast: Cast) -> None:
    second = build.member(cast.agency, "officer")
    for account in (cast.leader, second):
        account.person_key = person_key_of("152201198001010011")
        account.save()
    now = timezone.now()
    facts = {
        "organisation": cast.agency.pk,
        "valid_from": now.isoformat(),
        "valid_to": (now + timedelta(days=3)).isoformat(),
        "reason": "x",
    }
    for delegate in (cast.leader, second):
        answer = client_of(cast.leader).post(
            "/api/v1/delegations/", facts | {"delegate": delegate.pk}, format="json"
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "SOD-1")
    # nobody lets somebody else be absent: the delegator is always the caller
    sent = client_of(cast.officer).post(
        "/api/v1/delegations/",
        facts | {"delegate": cast.finance.pk, "delegator": cast.leader.pk},
        format="json",
    )
    assert sent.json()["delegator"] == cast.officer.pk


@pytest.mark.parametrize("author_stands_in", [True, False])
def test_a_stand_in_does_not_approve_what_the_other_wrote(
    cast: Cast, author_stands_in: bool
) -> None:
    planning.submitted_item(cast)
    leader = build.member(cast.agency, "leader")
    absent, delegate = (cast.leader, cast.officer) if author_stands_in else (cast.officer, leader)
    create_delegation(
        absent,
        actor=absent,
        organisation=cast.agency,
        delegate=delegate,
        valid_from=timezone.now(),
        valid_to=timezone.now() + timedelta(days=5),
        reason="Leave",
    )
    derive_for_members(cast.agency)
    answer = call(delegate, "post", f"{items(cast)}budget/approve/")
    assert (answer.status_code, answer.json()["code"]) == (403, "SOD-1")
    assert not PlanItem.objects.filter(status="approved").exists()


def test_who_submits_a_gate_does_not_let_it_pass(cast: Cast) -> None:
    review = lifecycle.submitted_g1(cast)
    submitter = promoted(review.submitted_by, cast)
    base = f"/api/v1/projects/{cast.project.pk}/gates/G1"
    answer = client_of(submitter).post(f"{base}/pass/", {"reasons": "fine"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "SOD-1")
    assert GateReview.objects.get(pk=review.pk).status == "submitted"


@pytest.mark.parametrize("is_submitter", [True, False])
def test_who_serves_contractor_and_agency_decides_for_neither(
    cast: Cast, is_submitter: bool
) -> None:
    submission = acceptance.checked(cast, acceptance.handed_in(cast))
    both = cast.project_manager if is_submitter else cast.engineer
    build.member(cast.agency, "leader", user=both)
    derive_agency_grants(cast.agency)
    assert Membership.objects.in_force().filter(user=both).count() == 2
    path = f"/api/v1/projects/{cast.project.pk}/submissions/{submission.pk}/decision/"
    answer = client_of(both).post(
        path, {"outcome": "accepted", "reasons": "ours is fine"}, format="json"
    )
    expected = "SOD-1" if is_submitter else "SOD-5"
    assert (answer.status_code, answer.json()["code"]) == (403, expected)
    assert not AcceptanceDecision.objects.exists()
