"""Note that a risk is treated."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskEntry, RiskReview
from risk.register.contents import check_scale, require_status


@action
def treat_risk(
    entry: RiskEntry,
    *,
    actor: User,
    likelihood: int,
    impact: int,
    note: str = "",
    expected_version: int | None = None,
) -> RiskEntry:
    """Those who keep risks note that every measure is done, and what remains of the risk.

    Recorded as `risk:treated`.
    """
    entry = locked(entry, expected_version=expected_version)
    access.require(actor, Right.KEEP_RISKS, entry)
    require_status(entry, [RiskEntry.Status.OPEN])
    measures = entry.measures.all()
    if not measures or any(one.done_on is None for one in measures):
        raise NotReady("RISK-MEASURES", _("A treated risk has measures, and all of them are done."))
    check_scale(likelihood, impact)
    RiskReview.objects.create(
        project=entry.project,
        entry=entry,
        likelihood=likelihood,
        impact=impact,
        note=note,
        reviewed_by=actor,
    )
    before = [entry.likelihood, entry.impact]
    entry.status = RiskEntry.Status.TREATED
    entry.likelihood, entry.impact = likelihood, impact
    entry.version += 1
    entry.save()
    record(
        "risk:treated",
        entry,
        actor=actor,
        data={"before": before, "after": [likelihood, impact], "note": note},
    )
    return entry
