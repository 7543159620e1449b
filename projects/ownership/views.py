"""Pages to read: ownership and access of a project, and differences in an agency's grants."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.pages import SignedInMixin
from egov_outsource.redaction import all_blanked
from projects.models import (
    Agency,
    EmergencyAccess,
    GrantReport,
    OwnershipTransfer,
    Project,
    Subcontract,
)
from projects.models.grant_report import agencies_answerable
from projects.rights import Right, right_of

PAGE_SIZE = 25
MOST = 50


class OwnershipView(SignedInMixin, DetailView):
    """Who owned the project and is to own it, who works under whom, who read in an emergency."""

    template_name = "ownership/overview.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The three lists, as far as the reader sees them, and what they may do."""
        project = self.object
        rights = (
            Right.VIEW_ALLOCATION,
            Right.PROPOSE_TRANSFER,
            Right.DECIDE_TRANSFER,
            Right.PROPOSE_CHANGE,
            Right.M5,
            Right.REQUEST_EMERGENCY,
            Right.CONFIRM_EMERGENCY,
        )
        sees_contracts = any(
            access.may(self.user, seen, project) for seen in (Right.VIEW_CONTRACT, Right.VIEW_OWN)
        )
        if not sees_contracts and not access.may(self.user, Right.VIEW_ALLOCATION, project):
            raise Http404
        transfers = OwnershipTransfer.objects.visible_to(self.user).in_project(project)
        subcontracts = Subcontract.objects.visible_to(self.user).in_project(project)
        emergencies = EmergencyAccess.objects.visible_to(self.user).in_project(project)
        people = ("person", "organisation", "requested_by", "decided_by")
        return super().get_context_data(
            active_tab="ownership",
            title=_("Ownership and access"),
            transfers=transfers.select_related("giver", "taker", "authority", "decided_by")[:MOST],
            subcontracts=all_blanked(
                subcontracts.select_related(
                    "project",
                    "main__organisation",
                    "organisation",
                    "engagement__under",
                    "decided_by",
                )[:MOST],
                self.user,
            ),
            emergencies=emergencies.select_related(*people)[:MOST],
            may={right.value: access.may(self.user, right, project) for right in rights},
            sees_contracts=sees_contracts,
            **kwargs,
        )


class GrantReportsView(SignedInMixin, TemplateView):
    """What derivations found different, for administrators and readers of the agency's trail."""

    template_name = "ownership/grant_reports.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of reports; nothing for people of other organisations."""
        agencies = agencies_answerable(self.user)
        if not agencies:
            raise Http404
        reports = GrantReport.objects.visible_to(self.user).select_related("agency")
        page = Paginator(reports, PAGE_SIZE).get_page(self.request.GET.get("page"))
        page.object_list = list(page.object_list)
        explain(page.object_list)
        return super().get_context_data(
            page_obj=page,
            agencies=Agency.objects.filter(pk__in=agencies).order_by("name"),
            **kwargs,
        )


def explain(reports: Iterable[GrantReport]) -> None:
    """Give each report `shown`: its first lines with names instead of numbers."""
    lines = [line for report in reports for line in report.lines[:MOST]]
    names = User.objects.in_bulk({line["person"] for line in lines})
    words = {"granted": _("given"), "revoked": _("taken away"), "changed": _("changed")}
    for report in reports:
        shown = [
            {
                "what": words[line["what"]],
                "person": names.get(line["person"], "–"),
                "right": right_of(line["right"]).label,
                "basis": line["basis"],
            }
            for line in report.lines[:MOST]
        ]
        report.__dict__["shown"] = shown
        report.__dict__["more"] = len(report.lines) - len(shown)
