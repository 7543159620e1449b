"""Report progress in earned value."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.selection.models import Contract
from projects.supervision.figures import check_figures
from projects.supervision.models import StatusReport
from projects.supervision.parties import contract_in, require_reporter


@action
def submit_status_report(
    project: Project,
    *,
    actor: User,
    contract: Contract | None = None,
    as_of: date,
    bac: Decimal,
    pv: Decimal,
    ev: Decimal,
    ac: Decimal,
    ac_view: str = StatusReport.CostView.OWNER,
    narrative: str = "",
) -> StatusReport:
    """The contractor reports on its own contract; officers where government builds itself.

    A report is final on receipt: what was wrong is corrected by a new version. Recorded as
    `status_report:submitted`.
    """
    project = locked(project)
    mandate = require_reporter(actor, project, contract)
    contract = contract_in(project, contract)
    figures = {"bac": bac, "pv": pv, "ev": ev, "ac": ac}
    check_figures(project, contract, as_of=as_of, figures=figures, narrative=narrative)
    same = StatusReport.objects.filter(project=project, contract=contract, as_of=as_of)
    if same.exists():
        raise Conflict(
            "REPORT-TWICE",
            _("There is already a report of this day; correct that one."),
            fields={"as_of": _("This day is already reported.")},
        )
    report = StatusReport.objects.create(
        project=project,
        contract=contract,
        as_of=as_of,
        ac_view=ac_view,
        narrative=narrative,
        organisation_id=mandate.organisation_id,
        submitted_by=actor,
        **figures,
    )
    record(
        "status_report:submitted",
        report,
        actor=actor,
        data={"as_of": as_of, **figures, "ac_view": ac_view, "contract": contract},
    )
    announce(project.pk)
    return report
