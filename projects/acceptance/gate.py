"""Gate G4: what must hold before final acceptance."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.acceptance.judging import open_mandatory
from projects.acceptance.models import Condition, Deliverable, Submission
from projects.checks import Check, Kind, Outcome
from projects.models import Project
from projects.rights import Right


def deliverables_accepted(project: Project) -> Outcome:
    """Everything that was planned is accepted."""
    rows = Deliverable.objects.in_project(project)
    total = rows.count()
    if not total:
        return Outcome(holds=False, detail=_("No deliverable is planned yet."))
    open_ones = rows.exclude(
        status__in=[Deliverable.Status.ACCEPTED, Deliverable.Status.CONDITIONAL]
    ).count()
    detail = _("%(open)d of %(all)d deliverables are not accepted yet.")
    return Outcome(not open_ones, detail % {"open": open_ones, "all": total})


def criteria_passed(project: Project) -> Outcome:
    """Every mandatory criterion of what was accepted has a passed independent check."""
    accepted = Submission.objects.in_project(project).filter(
        decision__outcome__in=["accepted", "conditional"]
    )
    missing = sum(
        len(open_mandatory(submission)) for submission in accepted.select_related("deliverable")
    )
    if not accepted.exists():
        return Outcome(holds=False, detail=_("Nothing was accepted yet."))
    detail = _("%(count)d mandatory criteria lack a passed independent check.")
    return Outcome(not missing, detail % {"count": missing})


def conditions_met(project: Project) -> Outcome:
    """No condition of an acceptance is open."""
    count = Condition.objects.in_project(project).filter(met_on__isnull=True).count()
    return Outcome(not count, _("%(count)d conditions are open.") % {"count": count})


CHECKS: list[Check] = [
    Check(
        "deliverables_accepted",
        gettext_lazy("Every deliverable is accepted"),
        Kind.HARD,
        deliverables_accepted,
        Right.A3,
    ),
    Check(
        "criteria_passed",
        gettext_lazy("Every mandatory criterion is passed by an independent check"),
        Kind.HARD,
        criteria_passed,
        Right.TEST,
    ),
    Check(
        "conditions_met",
        gettext_lazy("All conditions of acceptance are met"),
        Kind.HARD,
        conditions_met,
        Right.EDIT_ACCEPTANCE,
    ),
    Check(
        "security_assessed",
        gettext_lazy("The security assessment is passed"),
        Kind.HARD,
        provider=Right.ASSESS,
    ),
    Check(
        "custody_taken",
        gettext_lazy("Data, source, keys, domains and tenancy are in government custody"),
        Kind.HARD,
        provider=Right.A5,
    ),
    Check(
        "operation_ready",
        gettext_lazy("Operation documents are approved and two government operators certified"),
        Kind.HARD,
    ),
    Check("settlement_checked", gettext_lazy("Settlement is checked against payments"), Kind.HARD),
    Check("users_satisfied", gettext_lazy("Users rate it 4 of 5 or better"), Kind.SOFT),
    Check("rebuilt", gettext_lazy("The source was rebuilt independently (level 3)"), Kind.SOFT),
    Check("training_done", gettext_lazy("Training is complete"), Kind.SOFT),
]
