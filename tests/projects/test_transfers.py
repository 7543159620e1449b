"""A project changes its owner by a decision from above, between government bodies (INV-1)."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.log.models import Entry
from egov_outsource import access
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.actions.decide_transfer import decide_transfer
from projects.actions.propose_transfer import propose_transfer
from projects.actions.withdraw_transfer import withdraw_transfer
from projects.models import Agency, Allocation, Decision, OwnershipTransfer, Project
from projects.owners import is_owners
from projects.rights import Right
from projects.tasks import derive_grants
from tests.build import accounts
from tests.build import ownership as build
from tests.build.projects import Cast, make_project


def approve(cast: Cast, transfer: OwnershipTransfer, actor: object = None) -> OwnershipTransfer:
    """The authority's leader approves."""
    return decide_transfer(
        transfer, actor=actor or cast.authority_leader, outcome="approved", reasons="As ordered."
    )


def test_the_authority_decides_and_everything_follows_the_project(cast: Cast) -> None:
    assert access.may(cast.officer, Right.EDIT_PLANNING, cast.project)
    transfer = build.proposed_transfer(cast)
    assert transfer.authority == cast.authority
    approve(cast, transfer)
    project = Project.objects.get(pk=cast.project.pk)
    assert project.owner_id == cast.other_agency.pk
    assert project.responsible_officer is None
    assert not access.may(cast.officer, Right.VIEW, project)
    assert access.may(cast.other_officer, Right.EDIT_PLANNING, project)
    assert access.may(cast.project_manager, Right.SUBMIT, project)
    open_rows = Allocation.objects.filter(project=project, valid_to__isnull=True)
    assert open_rows.values("point").distinct().count() == 30
    assert not open_rows.filter(accountable__isnull=False).exists()
    assert is_owners(project, cast.agency.pk)
    assert not is_owners(project, cast.authority.pk)
    # what was written before belongs to the trail of the present owner
    entries = Entry.objects.filter(project_id=project.pk)
    first = entries.get(event="project:registered")
    assert first in Entry.objects.visible_to(cast.other_officer)
    assert entries.get(event="transfer:proposed") not in Entry.objects.visible_to(cast.finance)
    decided = entries.get(event="transfer:decided")
    assert decided.owner_id == cast.other_agency.pk
    assert Decision.objects.get(event="transfer:decided").organisation_id == cast.authority.pk
    assert derive_grants() == 0
    with pytest.raises(Conflict):
        approve(cast, transfer)


@pytest.mark.parametrize(
    "who", ["leader", "other_leader", "project_manager", "operator", "auditor"]
)
def test_nobody_but_the_next_higher_authority_decides(cast: Cast, who: str) -> None:
    transfer = build.proposed_transfer(cast)
    with pytest.raises((NotAllowed, Hidden)):
        approve(cast, transfer, cast.people()[who])
    refused = Entry.objects.filter(event="attempt:refused", subject_id=transfer.pk)
    assert refused.exists()
    assert Project.objects.get(pk=cast.project.pk).owner_id == cast.agency.pk


def test_an_authority_further_up_does_not_decide_past_the_next_one(cast: Cast) -> None:
    top = accounts.government("Region")
    cast.authority.parent = top
    cast.authority.save()
    far_leader = accounts.member(top, "leader")
    derive_grants()
    transfer = build.proposed_transfer(cast)
    assert access.may(far_leader, Right.DECIDE_TRANSFER, cast.project)
    with pytest.raises(NotAllowed, match="INV-1"):
        approve(cast, transfer, far_leader)


def test_only_the_owners_leader_proposes_and_only_to_government_under_one_roof(cast: Cast) -> None:
    stranger = Agency.objects.get(pk=accounts.government("Far Away").pk)
    facts = {"reasons": "Because", "basis": "Order"}
    with pytest.raises(NotAllowed):
        propose_transfer(cast.project, actor=cast.officer, taker=cast.other_agency, **facts)
    with pytest.raises(Invalid, match="INV-1"):
        propose_transfer(cast.project, actor=cast.leader, taker=cast.contractor, **facts)
    with pytest.raises(NotReady, match="NO-AUTHORITY"):
        propose_transfer(cast.project, actor=cast.leader, taker=stranger, **facts)
    make_project(cast.other_agency, cast.other_officer, reference=cast.project.reference)
    with pytest.raises(Conflict, match="PROJECT-REFERENCE"):
        build.proposed_transfer(cast)


def test_a_proposal_can_be_withdrawn_or_refused_and_changes_nothing(cast: Cast) -> None:
    withdrawn = withdraw_transfer(build.proposed_transfer(cast), actor=cast.leader)
    with pytest.raises(Conflict):
        approve(cast, withdrawn)
    refused = decide_transfer(
        build.proposed_transfer(cast),
        actor=cast.authority_leader,
        outcome="refused",
        reasons="Not now.",
    )
    assert refused.approved_in is None
    assert Project.objects.get(pk=cast.project.pk).owner_id == cast.agency.pk


def test_who_proposed_does_not_decide_even_as_leader_of_both(cast: Cast) -> None:
    both = accounts.member(cast.agency, "leader")
    accounts.member(cast.authority, "leader", user=both)
    derive_grants()
    transfer = propose_transfer(
        cast.project, actor=both, taker=cast.other_agency, reasons="Mine", basis="Order"
    )
    with pytest.raises(NotAllowed, match="SOD-1"):
        approve(cast, transfer, both)


STATEMENTS = [
    ("UPDATE projects_project SET owner_id = {other} WHERE id = {project}", "INV-1"),
    (
        (
            "UPDATE projects_ownershiptransfer SET status = 'approved', decided_at = now(),"
            " decided_by_id = {other_leader}"
        ),
        "INV-1",
    ),
    ("UPDATE projects_ownershiptransfer SET taker_id = {contractor}", "INV-1"),
    (
        (
            "INSERT INTO projects_ownershiptransfer (project_id, giver_id, taker_id,"
            " authority_id, reasons, basis, status, proposed_by_id, proposed_at, decision_reasons)"
            " VALUES ({project}, {agency}, {contractor}, {authority}, '', '', 'proposed',"
            " {leader}, now(), '')"
        ),
        "INV-1",
    ),
    (
        (
            "INSERT INTO projects_ownershiptransfer (project_id, giver_id, taker_id,"
            " authority_id, reasons, basis, status, proposed_by_id, proposed_at, decision_reasons,"
            " decided_by_id, decided_at)"
            " VALUES ({project}, {agency}, {other}, {authority}, '', '', 'approved',"
            " {leader}, now(), '', {authority_leader}, now())"
        ),
        "INV-1",
    ),
    ("DELETE FROM projects_ownershiptransfer", "INV-6"),
]


def test_no_shell_takes_a_project_from_its_owner(cast: Cast) -> None:
    build.proposed_transfer(cast)
    for statement, rule in STATEMENTS:
        sql = statement.format(
            project=cast.project.pk,
            agency=cast.agency.pk,
            other=cast.other_agency.pk,
            authority=cast.authority.pk,
            contractor=cast.contractor.pk,
            leader=cast.leader.pk,
            other_leader=cast.other_leader.pk,
            authority_leader=cast.authority_leader.pk,
        )
        with pytest.raises(DatabaseError, match=rule), transaction.atomic():
            connection.cursor().execute(sql)


def test_an_approval_serves_once_and_for_exactly_this_change(cast: Cast) -> None:
    approve(cast, build.proposed_transfer(cast))
    for owner in (cast.agency.pk, cast.authority.pk):
        with pytest.raises(DatabaseError, match="INV-1"), transaction.atomic():
            Project.objects.filter(pk=cast.project.pk).update(owner_id=owner)
