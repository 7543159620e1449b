"""Whether an auditor had a part in what is audited (SOD-9)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.accounts.separation import accounts_of
from egov_outsource.errors import NotAllowed
from projects.models import Project

COOLING_OFF = timedelta(days=2 * 365)


def require_independent(person: User, project: Project) -> None:
    """Refuse who had a role in the audited agency during the last two years, by any account.

    Asked when the team is named and again with every step (SOD-9).
    """
    recent = Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.now() - COOLING_OFF)
    accounts = accounts_of([person.pk])
    if Membership.objects.filter(recent, user__in=accounts, organisation=project.owner_id).exists():
        raise NotAllowed(
            "SOD-9",
            _("Who had a role in the audited agency during the last two years cannot audit it."),
            helper=_("Another auditor of your organisation can do this."),
        )


def require_no_official(person: User) -> None:
    """Refuse to settle for who serves government now, by any account (SOD-9)."""
    if (
        Membership.objects.in_force()
        .filter(
            user__in=accounts_of([person.pk]),
            organisation__kind=Organisation.Kind.GOVERNMENT,
        )
        .exists()
    ):
        raise NotAllowed(
            "SOD-9",
            _("Nobody of government settles a finding; its auditors do."),
            helper=_("Another auditor of your organisation can do this."),
        )
