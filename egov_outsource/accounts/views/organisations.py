"""The register of organisations and the page of each one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, View

from egov_outsource.accounts.administration import (
    is_administrator,
    keeps_entry,
    oversees,
    stands_in,
)
from egov_outsource.accounts.forms import OrganisationFilterForm
from egov_outsource.accounts.models import Invitation, Membership, Organisation, ServiceAccount
from egov_outsource.pages import SignedInMixin


class MyOrganisationView(SignedInMixin, View):
    """The way to one's own organisation; a choice for people of several."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there at once when there is only one."""
        own = list(Organisation.objects.served_by(self.user)[:50])
        if len(own) == 1:
            return redirect(own[0])
        return render(
            request,
            "accounts/my_organisations.html",
            {"organisations": own, "title": _("My organisations")},
        )


class OrganisationListView(SignedInMixin, ListView):
    """The register, as far as the reader sees it."""

    template_name = "accounts/organisation_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Organisation]:
        """Searched and filtered; a filter that cannot be right is left out."""
        rows = Organisation.objects.visible_to(self.user).select_related("parent")
        self.form = OrganisationFilterForm(self.request.GET)
        if self.form.is_valid():
            if kind := self.form.cleaned_data["kind"]:
                rows = rows.filter(kind=kind)
            if words := self.form.cleaned_data["q"].strip():
                rows = rows.found(words)
        return rows.prefetch_related("identifiers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the search form and whether the reader may register."""
        may_register = Membership.objects.administrators().filter(
            user=self.user, organisation__kind=Organisation.Kind.GOVERNMENT
        )
        return super().get_context_data(
            title=_("Organisations"),
            form=self.form,
            is_filtered=any(self.request.GET.get(name) for name in ("q", "kind")),
            may_register=may_register.exists(),
            **kwargs,
        )


class OrganisationDetailView(SignedInMixin, DetailView):
    """An organisation: its entry, its people and, for administrators, what they look after."""

    template_name = "accounts/organisation_detail.html"
    context_object_name = "organisation"

    def get_queryset(self) -> QuerySet[Organisation]:
        """Only what the reader may see."""
        rows = Organisation.objects.visible_to(self.user)
        return rows.select_related("parent", "registered_by").prefetch_related("identifiers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People, bodies below, and for administrators invitations and service accounts."""
        organisation, user = self.object, self.user
        administers = is_administrator(user, organisation)
        memberships = list(
            Membership.objects.visible_to(user)
            .filter(organisation=organisation)
            .select_related("user", "organisation")
            .order_by("user__name", "valid_from", "pk")
        )
        invitations = Invitation.objects.visible_to(user).filter(organisation=organisation)
        accounts = ServiceAccount.objects.visible_to(user).filter(organisation=organisation)
        return super().get_context_data(
            title=organisation.label,
            breadcrumbs=[
                (_("Organisations"), reverse("organisation_list")),
                (organisation.label, ""),
            ],
            administers=administers,
            may_register=administers and organisation.is_government,
            may_invite=organisation.is_active and (administers or stands_in(user, organisation)),
            may_change=administers or oversees(user, organisation),
            keeps_entry=keeps_entry(user, organisation),
            present=[m for m in memberships if m.is_current],
            past=[m for m in memberships if not m.is_current],
            sees_people=bool(memberships) or administers,
            invitations=list(invitations.unanswered().select_related("invited_by")),
            service_accounts=list(accounts.filter(closed_at__isnull=True)),
            children=list(Organisation.objects.visible_to(user).filter(parent=organisation)),
            **kwargs,
        )
