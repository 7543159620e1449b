"""Issue an API token to a service account."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts import scopes as known
from egov_outsource.accounts.actions.create_service_account import clean_scopes
from egov_outsource.accounts.administration import require_active, require_administrator
from egov_outsource.accounts.models import ApiToken, ServiceAccount, User
from egov_outsource.errors import Conflict, Hidden, Invalid

NAME_LIMIT = 50


@action
def issue_token(
    account: ServiceAccount,
    *,
    actor: User,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime,
) -> tuple[ApiToken, str]:
    """A token and its secret, which is returned here and can never be read again.

    An administrator of the organisation may; never more scopes than the account has, never
    longer than the longest life that the settings allow. Recorded as `token:issued`.
    """
    account = locked(account, actor)
    require_active(account.organisation)
    held = clean_scopes(scopes)
    _require_within(held, account)
    _require_life(expires_at)
    name = name.strip()
    if not name or len(name) > NAME_LIMIT:
        message = _("Give the token a name of at most 50 characters.")
        raise Invalid("TOKEN-NAME", message, fields={"name": message})
    token, secret = ApiToken.objects.create_key(
        account=account, name=name, scopes=held, expiry_date=expires_at, issued_by=actor
    )
    record(
        "token:issued",
        account,
        actor=actor,
        organisation=account.organisation,
        data={"prefix": token.prefix, "name": name, "scopes": held, "expires_at": expires_at},
    )
    return token, secret


def locked(account: ServiceAccount, actor: User) -> ServiceAccount:
    """The open account, locked; refused to everybody but the organisation's administrators."""
    account = (
        ServiceAccount.objects.select_for_update(of=("self",))
        .select_related("organisation", "user")
        .get(pk=account.pk)
    )
    if not ServiceAccount.objects.visible_to(actor).filter(pk=account.pk).exists():
        raise Hidden("SERVICE-ACCOUNT-UNKNOWN", _("There is no such service account."))
    require_administrator(actor, account.organisation)
    if account.closed_at:
        raise Conflict("SERVICE-ACCOUNT-CLOSED", _("This service account is closed."))
    return account


def _require_within(scopes: list[str], account: ServiceAccount) -> None:
    areas = set(account.scopes) & known.AREAS.keys()
    chosen = set(scopes) & known.AREAS.keys()
    verbs = set(scopes) & known.VERBS.keys()
    if not verbs <= set(account.scopes) or (areas and (not chosen or not chosen <= areas)):
        message = _("A token cannot have more scopes than its service account.")
        raise Invalid("TOKEN-SCOPES-TOO-WIDE", message, fields={"scopes": message})


def _require_life(expires_at: datetime) -> None:
    now = timezone.now()
    longest = timedelta(days=settings.TOKEN_LONGEST_DAYS)
    if not now < expires_at <= now + longest:
        message = _("The token must expire after today and within %(days)d days.") % {
            "days": settings.TOKEN_LONGEST_DAYS
        }
        raise Invalid("TOKEN-EXPIRY", message, fields={"expires_at": message})
