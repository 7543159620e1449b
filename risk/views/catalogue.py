"""The catalogue of indicators: what is measured, how, and with what reservations."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from egov_outsource.pages import SignedInMixin
from risk import wording
from risk.catalogue import DIMENSIONS, Indicator
from risk.indicators import BY_CODE, CATALOGUE, CATALOGUE_HASH
from risk.scoring import DEFAULT_MODEL
from risk.scoring.vetoes import VETOES
from risk.views.picture import map_chart, named


class CatalogueView(SignedInMixin, TemplateView):
    """All indicators by dimension, the model and the vetoes."""

    template_name = "risk/catalogue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Indicators in the order of the dimensions."""
        parts = [
            (wording.DIMENSIONS[one], [i for i in CATALOGUE if i.dimension is one])
            for one in DIMENSIONS
        ]
        weights = zip(DIMENSIONS, DEFAULT_MODEL.dimension_weights, strict=True)
        return super().get_context_data(
            title=_("Risk indicators"),
            dimensions=parts,
            model_facts=[
                (_("Version"), DEFAULT_MODEL.version),
                (_("Catalogue"), CATALOGUE_HASH[:12]),
                (
                    _("Weights of the dimensions"),
                    ", ".join(f"{wording.DIMENSIONS[one]} {weight:.4f}" for one, weight in weights),
                ),
                (
                    _("Powers of the means"),
                    (
                        f"{DEFAULT_MODEL.facet_power}, {DEFAULT_MODEL.dimension_power}, "
                        f"{DEFAULT_MODEL.project_power}"
                    ),
                ),
            ],
            vetoes=VETOES,
            **kwargs,
        )


class IndicatorView(SignedInMixin, TemplateView):
    """Everything about one indicator, with a plot of its map."""

    template_name = "risk/indicator.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The definition in words."""
        indicator = BY_CODE.get(self.kwargs["code"])
        if indicator is None:
            raise Http404
        return super().get_context_data(
            title=named(indicator),
            indicator=indicator,
            facts=facts_of(indicator),
            chart=map_chart(indicator),
            **kwargs,
        )


def facts_of(indicator: Indicator) -> list[tuple[str, Any]]:
    """The definition as pairs of label and text."""
    facts = [
        (_("Dimension"), wording.DIMENSIONS[indicator.dimension]),
        (_("Facet"), wording.in_language(indicator.facet)),
        (_("Measured on"), wording.GRAINS[indicator.grain]),
        (_("Due"), wording.DUES[indicator.due]),
        (_("Formula"), indicator.formula),
        (_("Direction"), wording.DIRECTIONS[indicator.direction]),
        (_("Weight in its facet"), int(indicator.weight)),
        (_("If missing"), wording.POLICIES[indicator.missing]),
        (_("Facts come from"), wording.PROVENANCES[indicator.provenance]),
        (_("Source"), indicator.source),
        (_("Caveat"), wording.in_language(indicator, "caveat")),
        (_("Version"), indicator.version),
        (
            _("Computed here"),
            _("yes") if indicator.measure else _("not yet: its facts are not recorded so far"),
        ),
    ]
    if indicator.min_n is not None:
        facts.insert(7, (_("Least number of cases"), indicator.min_n))
    if indicator.veto is not None:
        facts.insert(-2, (_("Can open the veto"), indicator.veto))
    return facts
