"""Decide that an item does not apply to this project."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Stale
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.models import Project
from projects.planning.items import STALE, item_of, open_plan
from projects.planning.models import PlanItem
from projects.rights import Right
from projects.texts import require_text


@action
def mark_not_applicable(
    project: Project,
    *,
    actor: User,
    code: str,
    reasons: str,
    expected_version: int | None = None,
) -> PlanItem:
    """Leaders of the owner decide, with reasons, that an item does not apply (P1).

    Never its author (SOD-1). Recorded as `plan_item:marked_not_applicable`; exercises P1.
    """
    project, mandate = open_plan(project, actor, Right.P1)
    item = item_of(project, code)
    require_another(actor, [item.author_id])
    if expected_version is not None and item.version != expected_version:
        raise Stale("STALE", STALE)
    item.status = PlanItem.Status.NOT_APPLICABLE
    item.reason = require_text(reasons, "reasons", most=1000)
    item.decided_by, item.decided_at = actor, timezone.now()
    item.version += 1
    item.save()
    log_decision(
        item,
        actor=actor,
        right=Right.P1,
        event="plan_item:marked_not_applicable",
        mandate=mandate,
        outcome="not_applicable",
        reasons=item.reason,
    )
    record(
        "plan_item:marked_not_applicable",
        item,
        actor=actor,
        point="P1",
        data={"code": code, "reasons": item.reason},
    )
    announce(project.pk)
    return item
