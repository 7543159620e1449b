"""Flagged tenders by agency, with what each flag may mean and what else explains it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from egov_outsource.export import csv_response
from egov_outsource.forms import offer
from egov_outsource.pages import SignedInMixin
from projects.models import Agency, Project
from projects.rights import Right
from risk.definitions.wording import in_language
from risk.flagged import ENOUGH, Overview, Raised, flagged
from risk.gather.contracting import MOST
from risk.redflags.registry import FLAGS

PAGE = 25


class AgencyForm(forms.Form):
    """Whose tenders are asked."""

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Agency"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=gettext_lazy("All agencies"),
    )

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data)
        owners = Project.objects.where(Right.VIEW_RISK, user).order_by().values("owner")
        offer(self, agency=Agency.objects.filter(pk__in=owners).order_by("name"))


class Asked(SignedInMixin):
    """What pages and download share: the agency chosen, and the flags found."""

    def asked(self, request: HttpRequest) -> tuple[AgencyForm, Overview]:
        """The form and the overview; an agency that is none asks nothing."""
        form = AgencyForm(request.GET, self.user)
        if not form.is_valid():
            return form, Overview()
        return form, flagged(self.user, form.cleaned_data["agency"])


class RedFlagsView(Asked, TemplateView):
    """The flagged tenders, the latest first, and bidders that stand out over many."""

    template_name = "risk/redflags.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of tenders, all bidders, and the words of the flags that were raised."""
        form, found = self.asked(self.request)
        page = Paginator(found.tenders, PAGE).get_page(self.request.GET.get("page"))
        used = {one.code for _row, raised in [*found.tenders, *found.bidders] for one in raised}
        return super().get_context_data(
            title=_("Red flags of tenders"),
            filter_form=form,
            clear_url=reverse("risk:redflags"),
            found=found,
            enough=ENOUGH,
            most=MOST,
            page_obj=page,
            tenders=[(tender, _shown(raised)) for tender, raised in page],
            bidders=[(bidder, _shown(raised)) for bidder, raised in found.bidders],
            meanings=[
                (flag.code, in_language(flag.words, "title"), in_language(flag.words, "meaning"))
                for flag in FLAGS
                if flag.code in used
            ],
            **kwargs,
        )


class ExportRedFlagsView(Asked, View):
    """All flags as a table, one a line."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """The download."""
        _form, found = self.asked(request)
        header = [_("About"), _("Name"), _("Agency"), _("Code"), _("Red flag"), _("Value")]
        return csv_response("red-flags.csv", header, _lines(found))


def _lines(found: Overview) -> Iterator[list[Any]]:
    for tender, raised in found.tenders:
        yield from _rows(_("tender"), tender, tender.project.owner.label, raised)
    for bidder, raised in found.bidders:
        yield from _rows(_("tenderer"), bidder, "", raised)


def _rows(about: str, one: Model, agency: str, raised: list[Raised]) -> Iterator[list[Any]]:
    for flag in raised:
        title = in_language(flag.words, "title")
        yield [about, getattr(one, "label", one), agency, flag.code, title, flag.value]


def _shown(raised: list[Raised]) -> list[tuple[str, str, float | None]]:
    return [(one.code, in_language(one.words, "title"), one.percent) for one in raised]
