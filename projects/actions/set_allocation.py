"""Declare who holds a control right."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotAllowed
from projects.concurrency import locked
from projects.events import announce
from projects.grants import derive_project_grants
from projects.models import Allocation, Project
from projects.rights import DECISION_POINTS, Holder, Right

MOST_WEIGHTY = 3


@action
def set_allocation(
    project: Project,
    *,
    actor: User,
    point: str,
    shares: Mapping[str, Decimal],
    mode: str,
    basis: str,
    accountable: User | None = None,
) -> list[Allocation]:
    """Leaders of the owner declare the shares of one decision point (M4).

    Shares sum to 1. A reserved point of weight 3 never goes without government (INV-5). The old
    rows are closed, not changed. Grants of a delegable point follow the shares. Recorded as
    `allocation:declared`.
    """
    project = locked(project)
    access.require(actor, Right.M4, project)
    given = {holder: share for holder, share in shares.items() if share}
    if sum(given.values(), Decimal(0)) != 1 or min(given.values()) < 0:
        raise Invalid("ALLOCATION-SUM", _("The shares must be positive and add up to 1."))
    decision_point = DECISION_POINTS[point]
    if (
        decision_point.is_reserved
        and decision_point.weight == MOST_WEIGHTY
        and not given.get(Holder.GOVERNMENT.value)
    ):
        raise NotAllowed(
            "INV-5",
            _("%(point)s is reserved to government and cannot go without it.") % {"point": point},
        )
    now = timezone.now()
    open_rows = Allocation.objects.filter(project=project, point=point, valid_to__isnull=True)
    old = {row.holder: row.share for row in open_rows}
    open_rows.update(valid_to=now)
    rows = Allocation.objects.bulk_create(
        Allocation(
            project=project,
            point=point,
            holder=holder,
            share=share,
            mode=mode,
            basis=basis,
            accountable=accountable if holder == Holder.GOVERNMENT else None,
            valid_from=now,
        )
        for holder, share in given.items()
    )
    derive_project_grants(project)
    record(
        "allocation:declared",
        project,
        actor=actor,
        project=project,
        point=point,
        data={"point": point, "old": old, "new": given, "mode": mode, "basis": basis},
    )
    announce(project.pk)
    return rows
