"""Replace a status report by a corrected version."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.supervision.figures import check_figures
from projects.supervision.models import StatusReport
from projects.supervision.parties import contract_in, require_reporter


@action
def correct_status_report(
    report: StatusReport,
    *,
    actor: User,
    reason: str,
    bac: Decimal,
    pv: Decimal,
    ev: Decimal,
    ac: Decimal,
    ac_view: str = StatusReport.CostView.OWNER,
    narrative: str = "",
) -> StatusReport:
    """Who may report corrects: the next version of the same day, to be verified afresh.

    The old version stays and says that it was replaced. Recorded as `status_report:corrected`.
    """
    locked(report.project)
    old = locked(report)
    mandate = require_reporter(actor, old.project, old.contract)
    contract = contract_in(old.project, old.contract)
    if old.superseded_at is not None:
        raise Conflict("REPORT-REPLACED", _("A newer version has replaced this report."))
    if not reason.strip():
        raise Invalid(
            "REASONS-NEEDED", _("Say why."), fields={"reason": _("A correction needs a reason.")}
        )
    figures = {"bac": bac, "pv": pv, "ev": ev, "ac": ac}
    check_figures(old.project, contract, as_of=old.as_of, figures=figures, narrative=narrative)
    old.superseded_at = timezone.now()
    old.save(update_fields=["superseded_at"])
    new = StatusReport.objects.create(
        project=old.project,
        contract=contract,
        as_of=old.as_of,
        number=old.number + 1,
        ac_view=ac_view,
        narrative=narrative,
        correction_reason=reason,
        organisation_id=mandate.organisation_id,
        submitted_by=actor,
        **figures,
    )
    changed = {n: {"old": getattr(old, n), "new": v} for n, v in figures.items()}
    record(
        "status_report:corrected",
        new,
        actor=actor,
        data={"as_of": old.as_of, **changed, "reason": reason, "replaces": old},
    )
    announce(old.project_id)
    return new
