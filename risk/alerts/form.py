"""Questions to the list of alerts as they stand in the address; the same for page and file."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.forms import offer
from projects.models import Agency, Project
from projects.rights import Right
from risk.models import RiskAlert


class AlertForm(forms.Form):
    """Kind, agency, seen or not, since when."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("All agencies"),
    )
    since = forms.DateField(
        label=_("As of this day or later"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, data: Any, user: access.Viewer) -> None:
        super().__init__(data)
        self.user = user
        owners = Project.objects.where(Right.VIEW_RISK, user).order_by().values("owner")
        offer(
            self,
            kind=[("", _("All kinds")), *RiskAlert.Kind.choices],
            state=[("", _("Seen or not")), ("open", _("Not seen yet")), ("seen", _("Seen"))],
            agency=Agency.objects.filter(pk__in=owners).order_by("name"),
        )

    def rows(self) -> QuerySet[RiskAlert]:
        """The alerts asked for, the newest first; none for a question that makes no sense."""
        rows = RiskAlert.objects.visible_to(self.user)
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["state"]:
            rows = rows.filter(seen_at__isnull=asked["state"] == "open")
        if asked["agency"]:
            rows = rows.filter(project__owner=asked["agency"])
        if asked["since"]:
            rows = rows.filter(as_of__gte=asked["since"])
        found: QuerySet[RiskAlert] = rows.select_related("project__owner", "seen_by")
        return found.order_by("-noted_at", "-pk")
