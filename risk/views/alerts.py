"""Alerts about scores: the list, its file, and marking one as seen."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from egov_outsource import access
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin
from projects.rights import Right
from risk.actions.acknowledge_alert import acknowledge_alert
from risk.alerts.form import AlertForm
from risk.models import RiskAlert

PAGE = 25


class AlertsView(SignedInMixin, TemplateView):
    """What runs noted about the projects whose risk the reader may see."""

    template_name = "risk/alerts/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of the alerts asked for."""
        form = AlertForm(self.request.GET, self.user)
        page = Paginator(form.rows(), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=_("Risk alerts"), filter_form=form, page_obj=page, **kwargs
        )


class ExportAlertsView(SignedInMixin, View):
    """The same as a file."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Everything asked for, streamed."""
        header = (
            _("Project"),
            _("Agency"),
            _("Kind"),
            _("What happened"),
            _("As of"),
            _("Seen by"),
            _("Seen"),
            _("Note"),
        )
        return csv_response("risk-alerts.csv", header, self.lines(request))

    def lines(self, request: HttpRequest) -> Iterator[tuple[Any, ...]]:
        """One line an alert."""
        for alert in AlertForm(request.GET, self.user).rows().iterator(chunk_size=500):
            yield (
                f"{alert.project.reference} {alert.project.label}",
                alert.project.owner.label,
                alert.get_kind_display(),
                alert.words,
                alert.as_of.isoformat(),
                alert.seen_by.name if alert.seen_by else "",
                alert.seen_at.isoformat() if alert.seen_at else "",
                alert.note,
            )


class SeenForm(forms.Form):
    """What follows from the alert."""

    note = forms.CharField(
        label=gettext_lazy("What follows from it"),
        help_text=gettext_lazy("For the record; everybody who sees the risk can read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class AlertView(ActionView):
    """An alert, and marking it as seen."""

    model = RiskAlert
    form_class = SeenForm
    action = staticmethod(acknowledge_alert)
    title = gettext_lazy("Risk alert")
    submit_label = gettext_lazy("Mark as seen")
    success_message = gettext_lazy("Marked as seen; it has left the work of all who had it there.")
    template_name = "risk/alerts/alert.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The alert, and whether the reader may mark it."""
        may = access.may(self.user, Right.KEEP_RISKS, self.subject)
        return super().get_context_data(
            alert=self.subject,
            may_mark=may and self.subject.seen_at is None,
            active_tab="risk",
            risk_tab="score",
            **kwargs,
        )

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the risk of the project."""
        return reverse("risk:project", args=[outcome.project_id])

    def get_cancel_url(self) -> str:
        """The risk of the project."""
        return reverse("risk:project", args=[self.subject.project_id])
