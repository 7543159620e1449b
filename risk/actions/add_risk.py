"""Enter a risk in the register."""

from datetime import date

from django.db.models import Max

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.models import Project
from projects.rights import Right
from risk.models import RiskEntry, RiskReview
from risk.register.contents import Scenario, check_review_day, check_scale, check_scenario


@action
def add_risk(
    project: Project,
    *,
    actor: User,
    scenario: Scenario,
    likelihood: int,
    impact: int,
    review_on: date,
) -> RiskEntry:
    """Those who keep risks write down what could happen, and how likely and grave it is before
    anything is done about it.

    Recorded as `risk:entered`.
    """
    project = locked(project)
    access.require(actor, Right.KEEP_RISKS, project)
    check_scenario(project, scenario, actor)
    check_scale(likelihood, impact)
    check_review_day(review_on)
    last = RiskEntry.objects.filter(project=project).aggregate(last=Max("number"))["last"]
    entry = RiskEntry.objects.create(
        project=project,
        number=(last or 0) + 1,
        first_likelihood=likelihood,
        first_impact=impact,
        likelihood=likelihood,
        impact=impact,
        review_on=review_on,
        entered_by=actor,
        **scenario,
    )
    RiskReview.objects.create(
        project=project, entry=entry, likelihood=likelihood, impact=impact, reviewed_by=actor
    )
    record(
        "risk:entered",
        entry,
        actor=actor,
        data={
            "likelihood": likelihood,
            "impact": impact,
            "indicators": entry.codes,
            "owner": entry.owner_id,
            "review_on": review_on,
        },
    )
    return entry
