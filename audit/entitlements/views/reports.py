"""Pages of the access reports of an agency."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, View

from audit.entitlements.actions.confirm_report import confirm_report, require_reviewer
from audit.entitlements.forms import ConfirmReportForm, ReportFilterForm
from audit.entitlements.models import REVIEWERS, AccessReport
from audit.entitlements.reading import narrowed, shown
from egov_outsource.accounts.models import Membership
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404

PAGE_SIZE = 25


class ReportsView(SignedInMixin, ListView):
    """The reports of the reader's agencies: the open one, and what was confirmed before."""

    template_name = "entitlements/reports.html"
    context_object_name = "reports"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[AccessReport]:
        """What the reader may see, without the rows."""
        rows = AccessReport.objects.visible_to(self.user).defer("rows", "tokens")
        return rows.select_related("agency", "reviewed_by")


class ReportView(SignedInMixin, DetailView):
    """One report: who holds what, searched and narrowed by the address."""

    template_name = "entitlements/report.html"
    context_object_name = "report"

    def get_queryset(self) -> QuerySet[AccessReport]:
        """What the reader may see."""
        return AccessReport.objects.visible_to(self.user).select_related("agency", "reviewed_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the rows."""
        report = self.object
        form = ReportFilterForm(self.request.GET or None, rows=report.rows)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        found = [shown(row) for row in narrowed(report.rows, asked)]
        before = AccessReport.objects.visible_to(self.user).filter(
            agency=report.agency_id, reviewed_at__isnull=False
        )
        last = before.order_by("-reviewed_at").defer("rows", "tokens").first()
        mine = Membership.objects.in_force().filter(
            user=self.user, organisation=report.agency_id, role__in=REVIEWERS
        )
        return super().get_context_data(
            title=_("Access report of %(agency)s") % {"agency": report.agency.label},
            filter_form=form,
            is_filtered=any(asked.values()),
            page_obj=Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page")),
            facts=[
                (_("As of"), report.as_of.isoformat()),
                (_("People"), report.counts.get("people")),
                (_("Expiring within 30 days"), report.counts.get("expiring")),
                (_("Unused for 90 days"), report.counts.get("unused")),
                (_("Without activity"), report.counts.get("inactive")),
                (_("Service tokens"), report.counts.get("tokens")),
                (_("Last reviewed"), last.reviewed_at if last else _("never")),
                (_("Next review until"), report.due.isoformat()),
            ],
            may_confirm=report.reviewed_at is None and mine.exists(),
            **kwargs,
        )


class ReportExportView(SignedInMixin, View):
    """The rows as CSV, narrowed as on the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Stream them."""
        report: AccessReport = visible_or_404(AccessReport, self.user, pk=pk)
        form = ReportFilterForm(request.GET or None, rows=report.rows)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        header = [_("Person"), _("Organisation"), _("Role"), _("Basis"), _("Project"), _("Rights")]
        header += [_("From"), _("Until"), _("Last acted"), _("Last came"), _("To look at")]

        def rows() -> Iterator[list[Any]]:
            for row in map(shown, narrowed(report.rows, asked)):
                cells = [row["name"], row["organisation_name"], row["role_label"], row["basis"]]
                cells += [row["project_reference"], row["rights_label"]]
                cells += [row["valid_from"], row["valid_to"], row["last_acted"], row["last_came"]]
                yield [*cells, json.dumps(row["flags"])]

        return csv_response(f"access-{report.as_of.isoformat()}.csv", header, rows())


class ConfirmReportView(ActionView):
    """A leader or the records officer confirms that they looked."""

    model = AccessReport
    form_class = ConfirmReportForm
    action = staticmethod(confirm_report)
    title = gettext_lazy("Confirm the review of access")
    lead = gettext_lazy("You say that you looked at who holds what, and what follows from it.")
    submit_label = gettext_lazy("Confirm the review")
    success_message = gettext_lazy("The review is confirmed. The next night opens another report.")

    def check(self, subject: AccessReport) -> None:
        """Only for reviewers."""
        require_reviewer(subject, self.user)

    def get_initial(self) -> dict[str, Any]:
        """The version that was read."""
        return {"expected_version": self.subject.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The counts beside the form."""
        counts = self.subject.counts
        facts = [
            (_("As of"), self.subject.as_of.isoformat()),
            (_("People"), counts.get("people")),
            (_("Expiring within 30 days"), counts.get("expiring")),
            (_("Unused for 90 days"), counts.get("unused")),
            (_("Without activity"), counts.get("inactive")),
        ]
        return super().get_context_data(facts=facts, **kwargs)
