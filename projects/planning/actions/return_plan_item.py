"""Return an item of the plan to its author."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.planning.items import open_plan, require_status
from projects.planning.models import PlanItem
from projects.rights import Right
from projects.texts import require_text


@action
def return_plan_item(
    item: PlanItem, *, actor: User, reasons: str, expected_version: int | None = None
) -> PlanItem:
    """Leaders of the owner return a submitted item with reasons (P1); never its author (SOD-1).

    Recorded as `plan_item:returned`; exercises P1.
    """
    project, mandate = open_plan(item.project, actor, Right.P1)
    item = locked(item, expected_version=expected_version)
    require_another(actor, [item.author_id])
    require_status(item, PlanItem.Status.SUBMITTED)
    item.status = PlanItem.Status.RETURNED
    item.reason = require_text(reasons, "reasons", most=1000)
    item.decided_by, item.decided_at = actor, timezone.now()
    item.version += 1
    item.save()
    log_decision(
        item,
        actor=actor,
        right=Right.P1,
        event="plan_item:returned",
        mandate=mandate,
        outcome="returned",
        reasons=item.reason,
    )
    record(
        "plan_item:returned",
        item,
        actor=actor,
        point="P1",
        data={"code": item.code, "reasons": item.reason},
    )
    announce(project.pk)
    return item
