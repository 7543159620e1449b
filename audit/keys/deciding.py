"""What every decision about a key asks first."""

from django.utils.translation import gettext_lazy as _

from audit.log.models import KeyChange
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from egov_outsource.jobs.reach import require_operator


def locked_change(change: KeyChange, actor: User, states: tuple[KeyChange.State, ...]) -> KeyChange:
    """`change` locked, for an operator and in one of `states`."""
    require_operator(actor)
    fresh = KeyChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if fresh.state not in states:
        raise Conflict("LOG-KEY-STATE", _("Somebody has decided this already, or it is under way."))
    return fresh
