"""Note that an obligation is met."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.prosecution.models import Obligation
from projects.rights import Right


@action
def settle_obligation(
    obligation: Obligation,
    *,
    actor: User,
    met_on: date,
    note: str = "",
    expected_version: int | None = None,
) -> Obligation:
    """Officers of the owner note that an obligation is met, on time or late.

    Recorded as `obligation:met`.
    """
    obligation = locked(obligation, expected_version=expected_version)
    access.require(actor, Right.EDIT_PROSECUTION, obligation)
    if obligation.status != Obligation.Status.PENDING:
        raise Conflict("OBLIGATION-SETTLED", _("This obligation is no longer pending."))
    if met_on > timezone.localdate():
        raise Invalid(
            "OBLIGATION-DATE",
            _("An obligation cannot be met in the future."),
            fields={"met_on": _("Choose today or an earlier date.")},
        )
    late = met_on > obligation.due
    obligation.status = Obligation.Status.LATE if late else Obligation.Status.MET
    obligation.met_on, obligation.settled_by, obligation.settled_note = met_on, actor, note
    obligation.version += 1
    obligation.save()
    record("obligation:met", obligation, actor=actor, data={"met_on": met_on, "late": late})
    announce(obligation.project_id)
    return obligation
