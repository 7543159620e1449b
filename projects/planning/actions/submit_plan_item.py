"""Ask for approval of an item of the plan."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.planning.items import open_plan, require_status
from projects.planning.models import PlanItem
from projects.rights import Right


@action
def submit_plan_item(
    item: PlanItem, *, actor: User, expected_version: int | None = None
) -> PlanItem:
    """Officers of the owner submit a draft for approval.

    Recorded as `plan_item:submitted`.
    """
    project, _mandate = open_plan(item.project, actor, Right.EDIT_PLANNING)
    item = locked(item, expected_version=expected_version)
    require_status(item, PlanItem.Status.DRAFT)
    item.status = PlanItem.Status.SUBMITTED
    item.version += 1
    item.save()
    record("plan_item:submitted", item, actor=actor, data={"code": item.code})
    announce(project.pk)
    return item
