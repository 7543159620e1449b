"""Give an opinion on a proposed change."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.supervision.independence import require_verifier
from projects.supervision.models import ChangeRequest

ANOTHER_ASSESSES = _("You proposed this change; somebody else must assess it.")


@action
def assess_change(
    change: ChangeRequest, *, actor: User, opinion: str, expected_version: int | None = None
) -> ChangeRequest:
    """A supervisor or assessor says what the change means; never who proposed it (SOD-7).

    Where no supervisor is engaged government inspects itself. Recorded as `change:assessed`.
    """
    change = locked(change, expected_version=expected_version)
    if not access.may(actor, Right.INSPECT, change):
        require_verifier(actor, change)
    require_another(actor, [change.proposed_by_id], code="SOD-7", message=str(ANOTHER_ASSESSES))
    if change.status != ChangeRequest.Status.PROPOSED:
        raise NotReady("CHANGE-NOT-PROPOSED", _("This change does not wait for an opinion."))
    if not opinion.strip():
        raise Invalid(
            "CHANGE-OPINION",
            _("Write an opinion."),
            fields={"opinion": _("Say what the change means for scope, price, time and security.")},
        )
    change.status, change.opinion = ChangeRequest.Status.ASSESSED, opinion
    change.assessed_by, change.assessed_at = actor, timezone.now()
    change.version += 1
    change.save()
    record("change:assessed", change, actor=actor, data={"opinion": opinion})
    announce(change.project_id)
    return change
