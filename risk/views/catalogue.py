"""The catalogue of indicators: what is measured, how, and with what reservations."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from risk.catalogue import DIMENSIONS, Facet, Indicator
from risk.definitions import wording
from risk.definitions.base_rates import base_rate, worst
from risk.definitions.searching import LIVE as COMPUTED
from risk.definitions.searching import WAITING, matching
from risk.indicators import BY_CODE, CATALOGUE, CATALOGUE_HASH, LIVE
from risk.modelling.in_force import version_on
from risk.scoring.vetoes import VETOES
from risk.views.definition import facts_of, facts_rows, rate_words
from risk.views.picture import map_chart, named

PAGE = 25


class CatalogueForm(forms.Form):
    """What of the catalogue is asked for."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    dimension = forms.ChoiceField(
        label=gettext_lazy("Dimension"),
        required=False,
        choices=lambda: [
            ("", _("All")),
            *((one.value, wording.DIMENSIONS[one]) for one in DIMENSIONS),
        ],
    )
    facet = forms.ChoiceField(
        label=gettext_lazy("Facet"),
        required=False,
        choices=lambda: [
            ("", _("All")),
            *((one.key, wording.in_language(one)) for one in facets()),
        ],
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier"),
        required=False,
        choices=lambda: [("", _("All")), ("1", "T1"), ("2", "T2")],
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=lambda: [
            ("", _("All")),
            (COMPUTED, _("computed here")),
            (WAITING, _("waits for its facts")),
        ],
    )


def facets() -> list[Facet]:
    """The facets of the catalogue, in its order."""
    return list(dict.fromkeys(one.facet for one in CATALOGUE))


class Asked(SignedInMixin):
    """What page and file share."""

    def asked(self, request: HttpRequest) -> tuple[CatalogueForm, list[Indicator]]:
        """The form and what fits it; what cannot be read fits nothing."""
        form = CatalogueForm(request.GET)
        return form, matching(CATALOGUE, form.cleaned_data) if form.is_valid() else []


class CatalogueView(Asked, TemplateView):
    """The indicators that fit, by dimension; the model and the vetoes."""

    template_name = "risk/catalogue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Indicators in the order of the dimensions."""
        form, found = self.asked(self.request)
        parts = [
            (wording.DIMENSIONS[one], [i for i in found if i.dimension is one])
            for one in DIMENSIONS
        ]
        return super().get_context_data(
            title=_("Risk indicators"),
            filter_form=form,
            clear_url=reverse("risk:catalogue"),
            dimensions=[(name, part) for name, part in parts if part],
            found=len(found),
            all=len(CATALOGUE),
            live=len(LIVE),
            model_facts=model_facts(),
            vetoes=VETOES,
            **kwargs,
        )


def model_facts() -> list[tuple[str, str]]:
    """The parameters in force, in words."""
    model = version_on(timezone.localdate())
    weights = zip(DIMENSIONS, model.dimension_weights, strict=True)
    powers = (model.facet_power, model.dimension_power, model.project_power)
    return [
        (_("Version"), model.version),
        (_("Catalogue"), CATALOGUE_HASH[:12]),
        (
            _("Weights of the dimensions"),
            ", ".join(f"{wording.DIMENSIONS[one]} {weight:.4f}" for one, weight in weights),
        ),
        (_("Powers of the means"), ", ".join(str(one) for one in powers)),
    ]


class ExportCatalogueView(Asked, View):
    """The indicators that fit as a table."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """The download, one indicator a line; JSON is what REST answers."""
        _form, found = self.asked(request)
        header = [_("Code"), _("Name"), *(str(label) for label, _text in facts_of(CATALOGUE[0]))]
        return csv_response("indicators.csv", header, lines(found))


def lines(found: list[Indicator]) -> Iterator[list[Any]]:
    """One indicator a line."""
    for one in found:
        yield [one.code, wording.in_language(one), *(text for _label, text in facts_of(one))]


class IndicatorView(SignedInMixin, TemplateView):
    """Everything about one indicator: its map, how often it speaks up, and where."""

    template_name = "risk/indicator.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The definition in words, and the results that the reader may see."""
        indicator = BY_CODE.get(self.kwargs["code"])
        if indicator is None:
            raise Http404
        rate = base_rate(indicator, self.user) if indicator.measure else None
        rows: Any = worst(indicator, self.user) if indicator.measure else []
        return super().get_context_data(
            title=named(indicator),
            indicator=indicator,
            facts=facts_of(indicator),
            read=facts_rows(indicator),
            chart=map_chart(indicator),
            rate=rate,
            rate_words=rate_words(rate) if rate else "",
            page_obj=Paginator(rows, PAGE).get_page(self.request.GET.get("page")),
            **kwargs,
        )
