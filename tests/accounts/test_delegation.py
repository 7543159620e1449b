"""Somebody is absent, a colleague stands in (domain: delegation of absence; INV-5, SOD-1)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log.models import Disclosure, Entry
from egov_outsource import access
from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.accounts.actions.identify_person import identify_person
from egov_outsource.accounts.actions.revoke_delegation import revoke_delegation
from egov_outsource.accounts.models import Delegation, Membership, User
from egov_outsource.accounts.separation import circle_of, person_key_of
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Refusal
from projects.actions.classify_data import classify_data
from projects.grants import derive_for_members
from projects.models import AgencyGrant, Decision
from projects.rights import Right
from tests.build import accounts as build
from tests.build.projects import Cast


def absent(delegator: User, delegate: User, organisation: Any, **more: Any) -> Delegation:
    """`delegate` stands in for `delegator`, ten days from now on; grants are derived."""
    facts = {
        "organisation": organisation,
        "delegate": delegate,
        "valid_from": timezone.now(),
        "valid_to": timezone.now() + timedelta(days=10),
        "reason": "Annual leave",
        "actor": delegator,
    }
    delegation = create_delegation(delegator, **{**facts, **more})
    derive_for_members(organisation)
    return delegation


def refusal(*args: Any, **kwargs: Any) -> Refusal:
    """What `absent` is refused with."""
    with pytest.raises(Refusal) as caught:
        absent(*args, **kwargs)
    return caught.value


def test_who_stands_in_holds_the_rights_of_the_absent_until_the_end(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    assert not access.may(cast.officer, Right.P5, cast.project)
    with django_capture_on_commit_callbacks(execute=True):
        delegation = absent(cast.leader, cast.officer, cast.agency)
    mandate = access.may(cast.officer, Right.P5, cast.project)
    assert mandate
    assert mandate.delegation_id == delegation.pk
    assert not access.may(cast.officer, Right.EDIT_PROJECT, cast.project).delegation_id
    assert [cast.officer.email] == [to for letter in mail.outbox for to in letter.to]
    entry = Entry.objects.get(event="delegation:created")
    assert entry.data["delegate"] == cast.officer.pk
    rows = AgencyGrant.objects.filter(basis=delegation.basis)
    assert rows.exists()
    assert not rows.exclude(valid_to=delegation.valid_to, organisation=cast.agency).exists()
    assert not derive_for_members(cast.agency)

    classify_data(
        cast.project, actor=cast.officer, classification="personal", mlps_level=2, reasons="x"
    )
    decision = Decision.objects.get(point="P5")
    assert (decision.decided_by, decision.acting_for) == (cast.officer, cast.leader)
    entry = Entry.objects.get(event="project:classified")
    assert entry.data["acting_for"] == cast.leader.pk
    names = Disclosure.objects.filter(entry=entry).values_list("name", flat=True)
    assert "acting_for.name" in names

    with pytest.raises(Hidden):
        revoke_delegation(delegation, actor=cast.second_officer)


def test_a_delegation_ends_at_once_when_it_is_revoked(cast: Cast) -> None:
    delegation = absent(cast.leader, cast.officer, cast.agency)
    revoke_delegation(delegation, actor=cast.officer, reason="I am ill myself")
    derive_for_members(cast.agency)
    assert not access.may(cast.officer, Right.P5, cast.project)
    assert Entry.objects.filter(event="delegation:revoked").exists()
    with pytest.raises(Conflict):
        revoke_delegation(delegation, actor=cast.leader)


def test_a_delegation_never_leaves_the_organisation_and_never_chains(cast: Cast) -> None:
    other = refusal(cast.leader, cast.other_officer, cast.agency)
    assert other.code == "DELEGATION-COLLEAGUE"
    assert refusal(cast.leader, cast.supervisor, cast.agency).code == "DELEGATION-COLLEAGUE"
    assert refusal(cast.leader, cast.officer, cast.other_agency).status == 404
    assert refusal(cast.leader, cast.officer, cast.agency, actor=cast.officer).code == (
        "DELEGATION-OWN-ONLY"
    )
    absent(cast.leader, cast.officer, cast.agency)
    assert isinstance(refusal(cast.leader, cast.finance, cast.agency), Conflict)
    assert isinstance(refusal(cast.finance, cast.leader, cast.agency), NotReady)
    absent(cast.officer, cast.second_officer, cast.agency)
    assert not access.may(cast.second_officer, Right.P5, cast.project)


def test_dates_of_a_delegation_are_bounded(cast: Cast) -> None:
    now = timezone.now()
    for end in (now - timedelta(days=1), now + timedelta(days=61)):
        found = refusal(cast.leader, cast.officer, cast.agency, valid_to=end)
        assert isinstance(found, Invalid)
    assert isinstance(refusal(cast.leader, cast.officer, cast.agency, reason=" "), Invalid)
    backdated = absent(cast.leader, cast.officer, cast.agency, valid_from=now - timedelta(days=30))
    assert backdated.valid_from >= now


def test_a_colleague_who_also_serves_a_contractor_gets_nothing_of_government(cast: Cast) -> None:
    build.member(cast.contractor, "engineer", user=cast.second_officer)
    assert refusal(cast.leader, cast.second_officer, cast.agency).code == "INV-5"


def test_nobody_stands_in_for_themselves_by_another_account(cast: Cast) -> None:
    for person in (cast.leader, cast.second_officer):
        person.person_key = person_key_of("15220119800101001X")
        person.save()
    assert refusal(cast.leader, cast.second_officer, cast.agency).code == "SOD-1"
    assert circle_of([cast.leader.pk]) == {cast.leader.pk, cast.second_officer.pk}
    now = timezone.now()
    with pytest.raises(IntegrityError, match="SOD-1"), transaction.atomic():
        Delegation.objects.create(
            organisation=cast.agency,
            delegator=cast.leader,
            delegate=cast.second_officer,
            reason="-",
            valid_from=now,
            valid_to=now + timedelta(days=1),
        )
    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        Delegation.objects.create(
            organisation=cast.agency,
            delegator=cast.leader,
            delegate=cast.supervisor,
            reason="-",
            valid_from=now,
            valid_to=now + timedelta(days=1),
        )


def test_the_database_refuses_a_lent_grant_that_the_absent_person_does_not_hold(
    cast: Cast,
) -> None:
    delegation = absent(cast.officer, cast.second_officer, cast.agency)
    lent = AgencyGrant.objects.filter(basis=delegation.basis).first()
    assert lent is not None
    reserved = AgencyGrant.objects.filter(
        user=cast.leader, permission__codename=Right.P5.value
    ).first()
    assert reserved is not None
    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        AgencyGrant.objects.filter(pk=lent.pk).update(permission=reserved.permission)
    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        AgencyGrant.objects.filter(pk=lent.pk).update(user=cast.finance)
    with pytest.raises(IntegrityError, match="INV-6"), transaction.atomic():
        Delegation.objects.filter(pk=delegation.pk).update(delegator=cast.leader)


def test_administrators_say_which_person_an_account_belongs_to(cast: Cast) -> None:
    administrator = build.administrator(cast.agency)
    above = build.administrator(cast.authority)
    membership = Membership.objects.get(user=cast.officer)
    with pytest.raises(NotAllowed):
        identify_person(membership, actor=cast.officer, document="152201198001010011")
    with pytest.raises(NotAllowed) as caught:
        identify_person(
            Membership.objects.get(user=administrator),
            actor=administrator,
            document="152201198001010011",
        )
    assert caught.value.code == "SOD-13"
    user = identify_person(membership, actor=administrator, document="15220119 8001010011")
    assert user.person_key == person_key_of("152201198001010011")
    entry = Entry.objects.get(event="person:identified")
    assert "152201198001010011" not in str(entry.data)
    with pytest.raises(NotAllowed) as caught:
        identify_person(membership, actor=administrator, document="152201198001010022")
    assert caught.value.code == "PERSON-IDENTIFIED"
    identify_person(membership, actor=above, document="152201198001010022")
