"""Drop a milestone that an approved change made void."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.supervision.models import ChangeRequest, Milestone


@action
def descope_milestone(
    milestone: Milestone,
    *,
    actor: User,
    change: ChangeRequest,
    expected_version: int | None = None,
) -> Milestone:
    """Officers of the owner drop it by a change of the same project that was approved.

    Recorded as `milestone:descoped`.
    """
    milestone = locked(milestone, expected_version=expected_version)
    access.require(actor, Right.EDIT_SUPERVISION, milestone)
    if not milestone.is_open:
        raise NotReady("MILESTONE-SETTLED", _("A milestone that is settled stays as it is."))
    if change.project_id != milestone.project_id:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    if change.status != ChangeRequest.Status.APPROVED:
        raise NotReady("CHANGE-NOT-APPROVED", _("Only an approved change drops a milestone."))
    milestone.status, milestone.descoped_by = Milestone.Status.DESCOPED, change
    milestone.version += 1
    milestone.save()
    record("milestone:descoped", milestone, actor=actor, data={"change": change})
    announce(milestone.project_id)
    return milestone
