"""The page of the stage: progress, changes, milestones, findings, payments."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from egov_outsource import access
from egov_outsource.errors import NotAllowed
from egov_outsource.pages import SignedInMixin
from egov_outsource.redaction import all_blanked, withheld_fields
from projects.models import Project
from projects.rights import Right
from projects.selection.models import Contract
from projects.supervision.change_meter import LIMIT, meter_of
from projects.supervision.columns import COLUMNS, table_of
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from projects.supervision.progress import progress_of
from projects.supervision.steps import project_steps

SHOWN = 8
PENDING = (ChangeRequest.Status.PROPOSED, ChangeRequest.Status.ASSESSED)


class SupervisionView(SignedInMixin, DetailView):
    """How the build goes, as far as the reader may see it."""

    template_name = "supervision/overview.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects that the reader may see."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_object(self, queryset: Any = None) -> Project:
        """The project; those who see nothing of supervision are told so."""
        project: Project = super().get_object(queryset)
        seen = (Right.VIEW_SUPERVISION, Right.VIEW_FINDINGS, Right.VIEW_PAYMENTS, Right.VIEW_OWN)
        if not any(access.may(self.user, right, project) for right in seen):
            decision = access.may(self.user, Right.VIEW_SUPERVISION, project)
            raise NotAllowed(decision.code, decision.message, helper=decision.helper)
        return project

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One glance at everything, each with the way to its list."""
        project = self.object
        reports = StatusReport.objects.visible_to(self.user).in_project(project)
        contracts = Contract.objects.visible_to(self.user).in_project(project)
        in_effect = contracts.filter(status=Contract.Status.ACTIVE)
        return super().get_context_data(
            active_tab="supervision",
            title=_("Supervision"),
            progresses=progress_of(reports, self.user),
            meters=[meter_of(one) for one in in_effect if not withheld_fields(one, self.user)],
            limit=LIMIT,
            milestones=self._table("milestones", self._milestones()),
            findings=self._table("findings", self._findings()),
            changes=self._table("changes", self._of(ChangeRequest).filter(status__in=PENDING)),
            payments=self._table("payments", self._of(Payment)),
            steps=list(project_steps(project, self.user)),
            sees_payments=self._may_see_payments(),
            **kwargs,
        )

    def _may_see_payments(self) -> bool:
        rights = (Right.VIEW_PAYMENTS, Right.SUBMIT)
        return any(access.may(self.user, right, self.object) for right in rights)

    def _of(self, model: Any) -> Any:
        return model.objects.visible_to(self.user).in_project(self.object)

    def _milestones(self) -> Any:
        return self._of(Milestone).order_by("due", "id")

    def _findings(self) -> Any:
        return self._of(Finding).exclude(status=Finding.Status.CLOSED).order_by("due", "id")

    def _table(self, name: str, rows: Any) -> dict[str, Any]:
        listed = COLUMNS[name]
        shown = rows.select_related("project", *listed.related)[:SHOWN]
        return table_of(listed, all_blanked(shown, self.user))
