"""Write an item of the plan."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import NotReady, Stale
from projects.events import announce
from projects.models import Project
from projects.planning.items import STALE, item_of, open_plan
from projects.planning.models import PlanItem
from projects.rights import Right
from projects.texts import require_text

MOST = 20_000


@action
def write_plan_item(
    project: Project,
    *,
    actor: User,
    code: str,
    content: str,
    drafted_by: Organisation | None = None,
    expected_version: int | None = None,
) -> PlanItem:
    """Officers of the owner write an item while the plan is open; it is then a draft again.

    `drafted_by` names another organisation that drafted the text, such as a consultant; else the
    owner did. The first item of a project begins the plan. Recorded as `plan_item:written`.
    """
    project, _mandate = open_plan(project, actor, Right.EDIT_PLANNING)
    item = item_of(project, code)
    if expected_version is not None and item.version != expected_version:
        raise Stale("STALE", STALE)
    if item.status == PlanItem.Status.SUBMITTED:
        raise NotReady(
            "PLAN-ITEM-STATE",
            _("This item awaits approval; it can be changed after it was returned."),
            helper=_("Ask a leader of the owner to approve or return it."),
        )
    old = {"status": item.status, "content": item.content}
    item.content = require_text(content, "content", most=MOST)
    item.status = PlanItem.Status.DRAFT
    item.author, item.author_organisation = actor, drafted_by or project.owner
    item.reason, item.decided_by, item.decided_at = "", None, None
    item.version += 1
    item.save()
    new = {"status": item.status, "content": item.content}
    record(
        "plan_item:written",
        item,
        actor=actor,
        data={"code": code, "old": old, "new": new, "drafted_by": item.author_organisation},
    )
    announce(project.pk)
    return item
