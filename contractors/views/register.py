"""The register and the page of each contractor."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from contractors.forms import ContractorFilterForm
from contractors.models import Affiliation, Rating
from contractors.register import is_judge, is_keeper
from contractors.searching import SOON, register_of, running_sanctions, searched
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin

PAGE_SIZE = 25


def filtered(request: HttpRequest) -> tuple[Any, ContractorFilterForm]:
    """The register as the reader sees it and the address asks for it."""
    form = ContractorFilterForm(request.GET)
    facts = form.cleaned_data if form.is_valid() else {}
    rows = searched(
        register_of(request.user),
        words=facts.get("q", ""),
        sanctioned=facts.get("sanctioned", False),
        expiring=facts.get("expiring", False),
    )
    return rows, form


class ContractorListView(SignedInMixin, View):
    """The register, searched and narrowed by the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        rows, form = filtered(request)
        context = {
            "title": _("Contractors"),
            "filter_form": form,
            "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "is_filtered": any(request.GET.get(name) for name in form.fields),
            "clear_url": request.path,
            "soon": timezone.localdate() + SOON,
            "may_register": is_keeper(self.user),
        }
        return render(request, "contractors/list.html", context)


class ContractorExportView(SignedInMixin, View):
    """The filtered register as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Every row, streamed."""
        found, _form = filtered(request)
        header = [_("Name"), _("Name in Chinese"), _("Legal representative"), _("Founded on")]
        header += [_("Address"), _("Under a sanction"), _("Next qualification ends")]
        cells = (
            [
                entry.organisation.name,
                entry.organisation.name_zh,
                entry.legal_representative,
                entry.founded_on,
                entry.address,
                _("yes") if entry.is_sanctioned else _("no"),
                entry.next_expiry,
            ]
            for entry in found.iterator(chunk_size=500)
        )
        return csv_response("contractors.csv", header, cells)


class ContractorView(SignedInMixin, DetailView):
    """One contractor: qualifications, sanctions, ratings, contracts and ties."""

    template_name = "contractors/detail.html"
    context_object_name = "contractor"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        return register_of(self.user).prefetch_related("organisation__identifiers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that hangs on the entry, each part as the reader may see it."""
        entry, user = self.object, self.user
        organisation = entry.organisation
        ties = Affiliation.objects.visible_to(user).filter(
            Q(organisation=organisation) | Q(other=organisation)
        )
        ratings = Rating.objects.visible_to(user).filter(organisation=organisation)
        sanctions = entry.sanctions.all()
        running = set(running_sanctions().filter(contractor=entry).values_list("pk", flat=True))
        return super().get_context_data(
            title=organisation.label,
            facts=[
                (_("Legal representative"), entry.legal_representative),
                (_("Founded on"), entry.founded_on),
                (_("Address"), entry.address),
                (_("Business scope"), entry.scope),
                (_("Numbers"), ", ".join(str(one) for one in organisation.identifiers.all())),
            ],
            qualifications=entry.qualifications.all(),
            sanctions=[(one, one.pk in running) for one in sanctions],
            ratings=ratings.select_related("project"),
            contracts=organisation.contracts.all().visible_to(user).select_related("project"),
            ties=ties.select_related("organisation", "other"),
            today=timezone.localdate(),
            soon=timezone.localdate() + SOON,
            may_keep=is_keeper(user),
            may_judge=is_judge(user),
            **kwargs,
        )
