"""The risk of one project: score, contributions, what is missing, history."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from egov_outsource import access
from egov_outsource.pages import ActionView, SignedInMixin
from projects.models import Project
from projects.rights import Right
from risk.actions.request_recompute import request_recompute
from risk.explanation import explain, trend
from risk.explanation.beside import facts_beside
from risk.models import DirtyProject, RiskAlert, RiskPoint, RiskResult, VetoClearance
from risk.patterns import Finding
from risk.views.picture import (
    contribution_chart,
    history_chart,
    runs_of,
    sentence,
    snapshot_of,
)
from risk.views.standing import standings
from risk.views.vetoes import clearable

LEVERS = 3
ALERTS = 10
POINTS = 400


class ProjectRiskView(SignedInMixin, DetailView):
    """Why the score of a project is what it is."""

    template_name = "risk/project.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects whose risk the reader may see."""
        return Project.objects.where(Right.VIEW_RISK, self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest outcome taken apart, and the history."""
        project = self.object
        visible = RiskResult.objects.visible_to(self.user).in_project(project)
        result = visible.select_related("model").first()
        return super().get_context_data(
            active_tab="risk",
            risk_tab="score",
            title=_("Risk"),
            result=result,
            alerts=RiskAlert.objects.visible_to(self.user).in_project(project).unseen()[:ALERTS],
            is_waiting=DirtyProject.objects.filter(project=project).exists(),
            may_recompute=access.may(self.user, Right.RECOMPUTE_RISK, project),
            **(self._taken_apart(result) if result else {}),
            **kwargs,
        )

    def _taken_apart(self, result: RiskResult) -> dict[str, Any]:
        explanation = explain(snapshot_of(result), facts_beside(result))
        newest = RiskPoint.objects.visible_to(self.user).in_project(self.object)
        points = list(newest.select_related("model").order_by("-as_of")[:POINTS])[::-1]
        direction = trend(runs_of([*points, result]))
        return {
            "explanation": explanation,
            "patterns": sorted_out(explanation.patterns),
            "levers": explanation.levers[:LEVERS],
            "standings": standings(result, self.user),
            "clearable": clearable(self.object, self.user),
            "clearances": VetoClearance.objects.visible_to(self.user)
            .in_project(self.object)
            .select_related("cleared_by"),
            "sentence": sentence(result, explanation),
            "chart": contribution_chart(result, explanation) if result.is_scored else None,
            "history": history_chart(points, direction.breaks) if len(points) > 1 else None,
            "trend": direction,
            "last_break": direction.breaks[-1] if direction.breaks else None,
        }


def sorted_out(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Patterns that hold, that do not, and that cannot be judged."""
    names = {True: "held", False: "absent", None: "open"}
    found: dict[str, list[Finding]] = {name: [] for name in names.values()}
    for finding in findings:
        found[names[finding.holds]].append(finding)
    return found


class RequestRecomputeView(ActionView):
    """Have a project computed again."""

    model = Project
    action = staticmethod(request_recompute)
    right = Right.RECOMPUTE_RISK
    title = gettext_lazy("Recompute risk")
    submit_label = gettext_lazy("Recompute now")
    success_message = gettext_lazy("Risk is being computed again; the result appears in a moment.")

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the risk of the project."""
        return reverse("risk:project", args=[outcome.pk])

    def get_cancel_url(self) -> str:
        """Back to the risk of the project."""
        return reverse("risk:project", args=[self.subject.pk])
