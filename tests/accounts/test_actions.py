"""What people do with organisations, memberships and invitations."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.actions.change_membership import change_membership
from egov_outsource.accounts.actions.change_organisation import change_organisation
from egov_outsource.accounts.actions.change_profile import change_profile
from egov_outsource.accounts.actions.end_membership import end_membership
from egov_outsource.accounts.actions.found_platform import found_platform
from egov_outsource.accounts.actions.invite_person import invite_person
from egov_outsource.accounts.actions.register_organisation import register_organisation
from egov_outsource.accounts.actions.sign_out_everywhere import sign_out_everywhere
from egov_outsource.accounts.actions.withdraw_invitation import withdraw_invitation
from egov_outsource.accounts.events import memberships_changed
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from egov_outsource.accounts.roles import ROLES_OF_KIND
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Refusal, Stale
from tests.build.accounts import (
    administrator,
    contractor,
    government,
    member,
    person,
    service_account,
    third_party,
)

Role = Membership.Role


def entries(event: str) -> list[Entry]:
    return list(Entry.objects.filter(event=event))


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


@pytest.fixture
def heard() -> Any:
    """The memberships that were announced as changed."""
    calls: list[tuple[int, tuple[int, ...]]] = []

    def listen(organisation_id: int, user_ids: tuple[int, ...], **kwargs: Any) -> None:
        calls.append((organisation_id, user_ids))

    memberships_changed.connect(listen)
    yield calls
    memberships_changed.disconnect(listen)


# invitations


def test_an_administrator_invites_and_the_letter_is_in_the_chosen_language(
    bureau: Organisation,
    boss: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = invite_person(bureau, actor=boss, email="New@Example.org", role="officer")
    assert made.email == "new@example.org"
    assert mailoutbox[0].to == ["new@example.org"]
    assert "/invitation/" in mailoutbox[0].body
    assert made.link_digest not in mailoutbox[0].body
    (entry,) = entries("invitation:sent")
    assert entry.actor_id == boss.pk
    assert b"new@example.org" not in bytes(entry.leaf)


def test_a_role_that_does_not_fit_the_kind_is_refused(firm: Organisation, firm_boss: User) -> None:
    with pytest.raises(Invalid) as refusal:
        invite_person(firm, actor=firm_boss, email="new@example.org", role="leader")
    assert "role" in refusal.value.fields
    assert not Invitation.objects.exists()


def test_the_same_person_is_not_invited_twice(bureau: Organisation, boss: User) -> None:
    invite_person(bureau, actor=boss, email="new@example.org", role="officer")
    with pytest.raises(Conflict):
        invite_person(bureau, actor=boss, email="NEW@example.org", role="officer")
    with pytest.raises(Conflict):
        invite_person(bureau, actor=boss, email=boss.email, role="administrator")


def test_only_administrators_invite_and_strangers_see_nothing(
    bureau: Organisation, officer: User, firm_boss: User
) -> None:
    with pytest.raises(NotAllowed):
        invite_person(bureau, actor=officer, email="new@example.org", role="officer")
    with pytest.raises(Hidden):
        invite_person(bureau, actor=firm_boss, email="new@example.org", role="officer")
    assert len(entries("attempt:refused")) == 2


def test_the_authority_invites_the_first_administrator_and_nobody_else(
    firm: Organisation, boss: User
) -> None:
    with pytest.raises(NotAllowed):
        invite_person(firm, actor=boss, email="new@example.org", role="engineer")
    invite_person(firm, actor=boss, email="new@example.org", role="administrator")
    administrator(firm)
    with pytest.raises(NotAllowed):
        invite_person(firm, actor=boss, email="second@example.org", role="administrator")


def test_a_withdrawn_invitation_is_withdrawn_once(
    bureau: Organisation, boss: User, officer: User
) -> None:
    made = invite_person(bureau, actor=boss, email="new@example.org", role="officer")
    with pytest.raises(Hidden):
        withdraw_invitation(made, actor=officer)
    withdraw_invitation(made, actor=boss)
    assert len(entries("invitation:withdrawn")) == 1
    with pytest.raises(Conflict):
        withdraw_invitation(made, actor=boss)
    invite_person(bureau, actor=boss, email="new@example.org", role="officer")


# memberships


def test_a_changed_role_ends_the_old_row_and_begins_a_new_one(
    bureau: Organisation,
    boss: User,
    officer: User,
    heard: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    old = membership_of(officer)
    with django_capture_on_commit_callbacks(execute=True):
        new = change_membership(old, actor=boss, role="leader")
    old.refresh_from_db()
    assert old.valid_to is not None
    assert old.role == "officer"
    assert new.role == "leader"
    assert new.valid_to is None
    assert heard == [(bureau.pk, (officer.pk,))]
    (entry,) = entries("membership:changed")
    assert (entry.data["from"], entry.data["to"]) == ("officer", "leader")


def test_the_last_administrator_can_neither_leave_nor_change(
    bureau: Organisation, boss: User
) -> None:
    service_account(bureau, "officer")
    leaving = administrator(bureau)
    end_membership(membership_of(leaving), actor=boss, at=timezone.now() + timedelta(days=1))
    with pytest.raises(NotReady):
        end_membership(membership_of(boss), actor=boss, at=timezone.now() + timedelta(days=2))
    end_membership(membership_of(leaving), actor=boss)
    with pytest.raises(NotReady):
        end_membership(membership_of(boss), actor=boss)
    with pytest.raises(NotReady):
        change_membership(membership_of(boss), actor=boss, role="officer")


def test_a_membership_ends_on_a_day_to_come_but_not_in_the_past(boss: User, officer: User) -> None:
    membership = membership_of(officer)
    with pytest.raises(Invalid):
        end_membership(membership, actor=boss, at=timezone.now() - timedelta(days=1))
    day = timezone.now() + timedelta(days=7)
    assert end_membership(membership, actor=boss, at=day).valid_to == day
    assert Membership.objects.in_force().filter(user=officer).exists()
    end_membership(membership, actor=boss)
    assert not Membership.objects.in_force().filter(user=officer).exists()
    with pytest.raises(Conflict):
        end_membership(membership, actor=boss)
    assert len(entries("membership:ended")) == 2


def test_nobody_ends_memberships_elsewhere(
    boss: User, officer: User, firm_boss: User, office: Organisation
) -> None:
    clerk = member(office, "officer")
    with pytest.raises(NotAllowed):
        end_membership(membership_of(clerk), actor=boss)
    with pytest.raises(Hidden):
        end_membership(membership_of(officer), actor=firm_boss)
    with pytest.raises(Hidden):
        end_membership(membership_of(firm_boss), actor=boss)
    with pytest.raises(NotAllowed):
        end_membership(membership_of(boss), actor=officer)


@pytest.mark.parametrize("make", [government, contractor, third_party])
@pytest.mark.parametrize("role", Role.values)
def test_the_database_agrees_with_the_table_of_roles(db: None, make: Any, role: str) -> None:
    organisation, user = make(), person()
    fits = role in ROLES_OF_KIND[organisation.kind]
    try:
        with transaction.atomic():
            Membership.objects.create(user=user, organisation=organisation, role=role)
    except IntegrityError:
        assert not fits
    else:
        assert fits


def test_the_database_refuses_programs_as_administrators_and_roles_of_the_platform(
    bureau: Organisation,
) -> None:
    program = person()
    User.objects.filter(pk=program.pk).update(kind="service")
    for user, role in ((program, "administrator"), (User.objects.system(), "officer")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, organisation=bureau, role=role)


def test_the_database_keeps_kinds_and_the_tree_in_order(
    bureau: Organisation, office: Organisation, firm: Organisation
) -> None:
    rows = Organisation.objects
    for wrong in (
        lambda: rows.filter(pk=firm.pk).update(kind="government"),
        lambda: rows.filter(pk=bureau.pk).update(parent=office),
        lambda: rows.filter(pk=firm.pk).update(parent=bureau),
        lambda: rows.create(kind="government", name="X", parent=firm),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


# organisations


def test_a_body_below_and_its_first_administrator_are_entered_at_once(
    bureau: Organisation, boss: User
) -> None:
    made = register_organisation(
        bureau,
        actor=boss,
        kind="government",
        name="Archive",
        identifiers=[("cn-uscc", " 911a ")],
        administrator_email="first@example.org",
    )
    assert made.parent == bureau
    assert str(made.identifiers.get()) == "CN-USCC-911A"
    assert Invitation.objects.get(organisation=made).role == "administrator"
    assert len(entries("organisation:registered")) == 1
    assert not entries("invitation:sent")


@pytest.mark.parametrize("kind", ["contractor", "third_party"])
def test_others_are_registered_outside_the_tree(
    bureau: Organisation, boss: User, kind: str
) -> None:
    made = register_organisation(bureau, actor=boss, kind=kind, name="Firm")
    assert (made.parent, made.registered_by) == (None, bureau)


def test_only_government_administrators_register(
    bureau: Organisation, officer: User, firm: Organisation, firm_boss: User
) -> None:
    for authority, actor in ((bureau, officer), (firm, firm_boss)):
        with pytest.raises(NotAllowed):
            register_organisation(authority, actor=actor, kind="contractor", name="Firm")
    with pytest.raises(Hidden):
        register_organisation(bureau, actor=firm_boss, kind="contractor", name="Firm")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"kind": "charity"}, "kind"),
        ({"identifiers": [("", "911")]}, "identifier_value"),
        ({"administrator_email": "nobody"}, "email"),
    ],
)
def test_bad_entries_say_where(
    bureau: Organisation, boss: User, wrong: dict[str, Any], field: str
) -> None:
    facts = {"kind": "contractor", "name": "Firm", **wrong}
    with pytest.raises(Invalid) as refusal:
        register_organisation(bureau, actor=boss, **facts)
    assert field in refusal.value.fields
    assert not Organisation.objects.filter(kind="contractor").exists()


def test_an_entry_is_corrected_by_its_administrator_but_closed_only_by_the_authority(
    firm: Organisation, firm_boss: User, boss: User
) -> None:
    changed = change_organisation(firm, actor=firm_boss, version=1, name="Northern Software Ltd")
    assert changed.version == 2
    with pytest.raises(NotAllowed):
        change_organisation(firm, actor=firm_boss, version=2, name="N", identifiers=[("A", "1")])
    with pytest.raises(NotAllowed):
        change_organisation(firm, actor=firm_boss, version=2, name="N", is_active=False)
    with pytest.raises(Stale):
        change_organisation(firm, actor=boss, version=1, name="N")
    change_organisation(firm, actor=boss, version=2, name="N", is_active=False)
    assert not Membership.objects.in_force().filter(user=firm_boss).exists()
    assert len(entries("organisation:changed")) == 2


def test_only_the_platform_founds_and_the_command_says_what_is_wrong(db: None, boss: User) -> None:
    with pytest.raises(NotAllowed):
        found_platform("League", actor=boss, email="first@example.org")
    call_command("found", "League", administrator="first@example.org", stdout=StringIO())
    assert Invitation.objects.get(organisation__name="League").role == "administrator"
    assert len(entries("organisation:founded")) == 1
    with pytest.raises(CommandError):
        call_command("found", "League", administrator="first@example.org")


# oneself


def test_everybody_changes_only_themselves(boss: User, officer: User) -> None:
    with pytest.raises(NotAllowed):
        change_profile(officer, actor=boss, name="Somebody else")
    with pytest.raises(NotAllowed):
        sign_out_everywhere(officer, actor=boss)
    for wrong in ({"name": ""}, {"language": "tlh"}):
        with pytest.raises(Refusal):
            change_profile(officer, actor=officer, **wrong)
    change_profile(officer, actor=officer, name="王芳")
    (entry,) = entries("person:changed")
    assert "王芳" not in str(entry.data)
