"""Let a colleague stand in during an absence."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import require_active
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.mail import post_delegation
from egov_outsource.accounts.models import Delegation, Membership, Organisation, User
from egov_outsource.accounts.separation import accounts_of, is_same_person
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Text

REASON_LIMIT = 300


@action
def create_delegation(
    delegator: User,
    *,
    actor: User,
    organisation: Organisation,
    delegate: User,
    valid_from: datetime,
    valid_to: datetime,
    reason: str,
) -> Delegation:
    """People who will be absent let a colleague of the same organisation act for them.

    Only oneself, for a limited time, never for another organisation and never by a chain. Grants
    follow with the basis `delegation N`. Recorded as `delegation:created`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if actor.pk != delegator.pk or actor.kind != User.Kind.PERSON:
        raise NotAllowed("DELEGATION-OWN-ONLY", _("Everybody delegates only for themselves."))
    require_active(organisation)
    _require_colleague(delegator, delegate, organisation)
    _require_independent(delegate, organisation)
    valid_from = max(valid_from, timezone.now())
    _require_dates(valid_from, valid_to)
    _require_single(delegator, delegate, organisation, valid_from, valid_to)
    if not reason.strip() or len(reason) > REASON_LIMIT:
        message = _("Say why, in at most 300 characters.")
        raise Invalid("DELEGATION-REASON", message, fields={"reason": message})
    delegation = Delegation.objects.create(
        organisation=organisation,
        delegator=delegator,
        delegate=delegate,
        reason=reason.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        created_at=timezone.now(),
    )
    announce_memberships(organisation)
    post_delegation(delegation)
    record(
        "delegation:created",
        delegation,
        actor=actor,
        organisation=organisation,
        data={
            "delegator": delegator.pk,
            "delegate": delegate.pk,
            "from": valid_from,
            "to": valid_to,
        },
        personal={"delegate": delegate.name, "reason": delegation.reason},
    )
    return delegation


def _require_colleague(delegator: User, delegate: User, organisation: Organisation) -> None:
    serving = Membership.objects.in_force().filter(organisation=organisation)
    if not serving.filter(user=delegator).exists():
        raise Hidden("ORGANISATION-UNKNOWN", _("There is no such organisation."))
    if is_same_person(delegator, delegate):
        message = _("Nobody stands in for themselves, by another account neither.")
        raise NotAllowed("SOD-1", message, fields={"delegate": message})
    if delegate.kind != User.Kind.PERSON or not serving.filter(user=delegate).exists():
        message = _("Choose a colleague of the same organisation.")
        raise NotAllowed("DELEGATION-COLLEAGUE", message, fields={"delegate": message})


def _require_independent(delegate: User, organisation: Organisation) -> None:
    """Who also serves somebody outside government cannot get rights of government lent."""
    if not organisation.is_government:
        return
    elsewhere = Membership.objects.in_force().filter(user__in=accounts_of([delegate.pk]))
    if elsewhere.exclude(organisation__kind=Organisation.Kind.GOVERNMENT).exists():
        message = _("This colleague also serves an organisation outside government.")
        raise NotAllowed(
            "INV-5",
            message,
            helper=_("Choose a colleague who serves government only."),
            fields={"delegate": message},
        )


def _require_dates(valid_from: datetime, valid_to: datetime) -> None:
    longest = settings.DELEGATION_LONGEST_DAYS
    if valid_to <= valid_from:
        message: Text = _("The absence ends before it begins.")
        raise Invalid("DELEGATION-DATES", message, fields={"valid_to": message})
    if valid_to - valid_from > timedelta(days=longest):
        message = _("An absence is delegated for at most %(days)d days.") % {"days": longest}
        raise Invalid("DELEGATION-TOO-LONG", message, fields={"valid_to": message})


def _require_single(
    delegator: User,
    delegate: User,
    organisation: Organisation,
    valid_from: datetime,
    valid_to: datetime,
) -> None:
    absent = Delegation.objects.open().filter(
        organisation=organisation, valid_from__lt=valid_to, valid_to__gt=valid_from
    )
    if absent.filter(delegator=delegator).exists():
        raise Conflict(
            "DELEGATION-TWICE",
            _("Somebody already stands in for you at that time."),
            helper=_("End that delegation first."),
        )
    if absent.filter(delegator=delegate).exists():
        message = _("This colleague is absent too at that time; a delegation does not go on.")
        raise NotReady("DELEGATION-CHAIN", message, fields={"delegate": message})
