"""Revoke an API token."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import require_administrator
from egov_outsource.accounts.models import ApiToken, User
from egov_outsource.errors import Conflict, Hidden


@action
def revoke_token(token: ApiToken, *, actor: User) -> ApiToken:
    """Make the token worthless at once and for ever.

    An administrator of the organisation may. Recorded as `token:revoked`.
    """
    token = (
        ApiToken.objects.select_for_update(of=("self",))
        .select_related("account__organisation")
        .get(pk=token.pk)
    )
    if not ApiToken.objects.visible_to(actor).filter(pk=token.pk).exists():
        raise Hidden("TOKEN-UNKNOWN", _("There is no such token."))
    require_administrator(actor, token.account.organisation)
    if token.revoked:
        raise Conflict("TOKEN-REVOKED", _("This token was already revoked."))
    token.revoked = True
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked", "revoked_at"])
    record(
        "token:revoked",
        token.account,
        actor=actor,
        organisation=token.account.organisation,
        data={"prefix": token.prefix, "name": token.name},
    )
    return token
