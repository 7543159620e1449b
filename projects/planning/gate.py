"""Gate G1: what must hold before a plan is approved."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.checks import Check, Kind, Outcome
from projects.models import Allocation, Project
from projects.planning.contents import CONTENTS
from projects.planning.models import PlanItem, Requirement
from projects.rights import DECISION_POINTS, Holder, Right


def plan_complete(project: Project) -> Outcome:
    """All sixteen items are approved, or reasoned not to apply."""
    settled = PlanItem.objects.filter(
        project=project, status__in=[PlanItem.Status.APPROVED, PlanItem.Status.NOT_APPLICABLE]
    ).count()
    detail = _("%(done)d of %(all)d items are approved or do not apply.")
    return Outcome(settled == len(CONTENTS), detail % {"done": settled, "all": len(CONTENTS)})


def musts_verifiable(project: Project) -> Outcome:
    """Every *must* requirement has a criterion and a test method."""
    musts = Requirement.objects.in_project(project).standing().filter(priority="must")
    lacking = Q(criterion__regex=r"^\s*$") | Q(test_method__regex=r"^\s*$")
    found = musts.order_by().aggregate(all=Count("pk"), open=Count("pk", filter=lacking))
    if not found["all"]:
        return Outcome(holds=False, detail=_("There is no “must” requirement yet."))
    detail = _("%(open)d of %(all)d “must” requirements lack a criterion or a test method.")
    return Outcome(not found["open"], detail % found)


def data_classified(project: Project) -> Outcome:
    """The data are classified and the protection level is set."""
    if project.mlps_level is None:
        return Outcome(holds=False, detail=_("The protection level is not set."))
    detail = _("%(classification)s, protection level %(level)d.")
    return Outcome(
        holds=True,
        detail=detail
        % {"classification": project.get_classification_display(), "level": project.mlps_level},
    )


def budget_compared(project: Project) -> Outcome:
    """There is a budget, and the median of comparable projects beside it."""
    if not project.budget:
        return Outcome(holds=False, detail=_("The budget is not set."))
    if project.reference_cost is None:
        return Outcome(
            holds=False,
            detail=_("The median of comparable projects is not given, nor why there is none."),
        )
    detail = _("Budget %(budget)s, comparable projects %(reference)s %(currency)s.")
    return Outcome(
        holds=True,
        detail=detail
        % {
            "budget": f"{project.budget:,.2f}",
            "reference": f"{project.reference_cost:,.2f}",
            "currency": project.currency,
        },
    )


def rights_accountable(project: Project) -> Outcome:
    """Wherever government holds or shares a decision point, it names an accountable person."""
    rows = Allocation.objects.filter(project=project, valid_to__isnull=True)
    declared, answered = set(), set()
    for point, holder, accountable in rows.values_list("point", "holder", "accountable"):
        declared.add((point, holder))
        if accountable is not None or holder != Holder.GOVERNMENT:
            answered.add((point, holder))
    missing = sorted(
        code
        for code, point in DECISION_POINTS.items()
        if not any((code, holder.value) in declared for holder in Holder)
        or (point.is_reserved and (code, Holder.GOVERNMENT.value) not in declared)
        or any(row[0] == code for row in declared - answered)
    )
    if not missing:
        return Outcome(holds=True, detail=_("All 30 decision points have an accountable person."))
    detail = _("Without an accountable person: %(points)s.")
    return Outcome(holds=False, detail=detail % {"points": ", ".join(missing)})


def baseline_set(project: Project) -> Outcome:
    """The requirements are in the baseline, all of them."""
    standing = Requirement.objects.in_project(project).standing()
    found = standing.order_by().aggregate(
        all=Count("pk"), set=Count("pk", filter=Q(baselined_at__isnull=False))
    )
    detail = _("%(set)d of %(all)d requirements are in the baseline.")
    return Outcome(found["all"] > 0 and found["all"] == found["set"], detail % found)


CHECKS: list[Check] = [
    Check(
        "plan-complete",
        gettext_lazy("All 16 plan items approved"),
        Kind.HARD,
        plan_complete,
        Right.P1,
    ),
    Check(
        "musts-verifiable",
        gettext_lazy("Every “must” requirement can be verified"),
        Kind.HARD,
        musts_verifiable,
        Right.EDIT_PLANNING,
    ),
    Check(
        "data-classified",
        gettext_lazy("Data classified and protection level set"),
        Kind.HARD,
        data_classified,
        Right.P5,
    ),
    Check(
        "budget-compared",
        gettext_lazy("Budget with a reference class, or why there is none"),
        Kind.HARD,
        budget_compared,
        Right.EDIT_PROJECT,
        or_attested=True,
    ),
    Check(
        "rights-accountable",
        gettext_lazy("Every decision point has an accountable person"),
        Kind.HARD,
        rights_accountable,
        Right.M4,
    ),
    Check(
        "baseline-set", gettext_lazy("Requirement baseline set"), Kind.HARD, baseline_set, Right.P2
    ),
    Check(
        "reviewers", gettext_lazy("At least three independent reviewers rated the plan"), Kind.HARD
    ),
    Check("entrustment", gettext_lazy("Approval of entrusted data processing begun"), Kind.HARD),
    Check("drafters", gettext_lazy("Conflicts of interest of drafters recorded"), Kind.HARD),
    Check("reuse", gettext_lazy("Reuse of existing systems considered"), Kind.SOFT),
    Check("interfaces", gettext_lazy("Interface agreements signed"), Kind.SOFT),
    Check("reserve", gettext_lazy("Budget reserve up to the 80th percentile"), Kind.SOFT),
]
