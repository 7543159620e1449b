"""Close a service account."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.actions.issue_token import locked
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.models import Membership, ServiceAccount, User


@action
def close_service_account(account: ServiceAccount, *, actor: User) -> ServiceAccount:
    """End the program's role and revoke all its tokens; nothing is deleted.

    An administrator of the organisation may. Recorded as `service-account:closed`.
    """
    account = locked(account, actor)
    now = timezone.now()
    memberships = list(Membership.objects.in_force().filter(user=account.user))
    for membership in memberships:
        membership.end(now)
    revoked = account.tokens.filter(revoked=False).update(revoked=True, revoked_at=now)
    account.closed_at = now
    account.save(update_fields=["closed_at"])
    account.user.is_active = False
    account.user.save(update_fields=["is_active"])
    announce_memberships(account.organisation, *memberships)
    record(
        "service-account:closed",
        account,
        actor=actor,
        organisation=account.organisation,
        data={"revoked_tokens": revoked},
    )
    return account
