"""Programs of an organisation: their accounts, roles and tokens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.actions.close_service_account import close_service_account
from egov_outsource.accounts.actions.create_service_account import create_service_account
from egov_outsource.accounts.actions.issue_token import issue_token
from egov_outsource.accounts.actions.revoke_token import revoke_token
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from tests.build.accounts import (
    service_account,
    token,
)

Role = Membership.Role


def entries(event: str) -> list[Entry]:
    return list(Entry.objects.filter(event=event))


def test_a_program_gets_a_role_and_tokens_within_its_scopes(
    bureau: Organisation, boss: User
) -> None:
    account = create_service_account(
        bureau, actor=boss, name="Finance", purpose="Reads", role="finance", scopes=["read", "risk"]
    )
    assert Membership.objects.in_force().get(user=account.user).role == "finance"
    soon = timezone.now() + timedelta(days=10)
    issued, secret = issue_token(
        account, actor=boss, name="nightly", scopes=["read", "risk"], expires_at=soon
    )
    assert issued.is_valid(secret)
    assert secret.partition(".")[2] not in f"{issued.id}{issued.hashed_key}"
    for scopes in (["read"], ["read", "write", "risk"], ["read", "projects"], ["risk"], ["x"]):
        with pytest.raises(Invalid):
            issue_token(account, actor=boss, name="n", scopes=scopes, expires_at=soon)
    (entry,) = entries("token:issued")
    assert entry.data["prefix"] == issued.prefix
    assert secret not in str(entry.data)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_token_always_expires_and_not_too_late(
    bureau: Organisation, boss: User, days: int
) -> None:
    account = service_account(bureau, "officer")
    with pytest.raises(Invalid):
        issue_token(
            account,
            actor=boss,
            name="n",
            scopes=["read"],
            expires_at=timezone.now() + timedelta(days=days),
        )


def test_a_program_never_administers(bureau: Organisation, boss: User) -> None:
    with pytest.raises(Invalid):
        create_service_account(
            bureau, actor=boss, name="A", purpose="B", role="administrator", scopes=["read"]
        )


def test_only_administrators_deal_with_programs(
    bureau: Organisation, boss: User, officer: User, firm_boss: User
) -> None:
    account = service_account(bureau, "officer")
    issued, _secret = token(account)
    facts = {"name": "A", "purpose": "B", "role": "officer", "scopes": ["read"]}
    for actor, kind in ((officer, NotAllowed), (firm_boss, Hidden)):
        with pytest.raises(kind):
            create_service_account(bureau, actor=actor, **facts)
        with pytest.raises(Hidden):
            revoke_token(issued, actor=actor)
        with pytest.raises(Hidden):
            close_service_account(account, actor=actor)


def test_a_revoked_token_stays_revoked(bureau: Organisation, boss: User) -> None:
    issued, _secret = token(service_account(bureau, "officer"))
    revoke_token(issued, actor=boss)
    assert len(entries("token:revoked")) == 1
    with pytest.raises(Conflict):
        revoke_token(issued, actor=boss)


def test_a_closed_account_loses_role_and_tokens(bureau: Organisation, boss: User) -> None:
    account = service_account(bureau, "officer")
    token(account)
    close_service_account(account, actor=boss)
    account.refresh_from_db()
    assert account.tokens.get().revoked
    assert not Membership.objects.in_force().filter(user=account.user).exists()
    assert len(entries("service-account:closed")) == 1
    with pytest.raises(Conflict):
        close_service_account(account, actor=boss)
