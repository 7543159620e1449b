"""What if: other inputs on the page, the difference beside them at once; the address is all of
it, nothing is stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from egov_outsource.charts import Chart, Series
from egov_outsource.errors import Invalid
from egov_outsource.pages import SignedInMixin
from projects.models import Project
from projects.rights import Right
from risk.explanation.parts import apportioned
from risk.models.result import BAND_CODES
from risk.views.picture import named
from risk.whatif.compare import Comparison, compare
from risk.whatif.fields import groups, veto_fields
from risk.whatif.pinned import Basis, basis_of
from risk.whatif.scenario import Scenario, pin_of, read_scenario

BARS = 8


class WhatIfView(SignedInMixin, View):
    """The form and the difference; asked by the form itself, only the difference."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For whoever sees the risk of the project."""
        visible = Project.objects.where(Right.VIEW_RISK, self.user).select_related("owner")
        project = get_object_or_404(visible, pk=pk)
        context: dict[str, Any] = {
            "project": project,
            "title": _("What if"),
            "active_tab": "risk",
            "risk_tab": "what_if",
        }
        official = basis_of(project, self.user, None)
        if official is None:
            return render(request, "risk/whatif/page.html", context)
        pairs = [(name, text) for name, texts in request.GET.lists() for text in texts]
        basis = basis_of(project, self.user, pin_of(pairs)) or official
        try:
            scenario = read_scenario(pairs, basis.given.codes)
        except Invalid as refusal:
            context |= typed_in(basis, request, refusal)
            return self._shown(request, context, status=refusal.status)
        address = self._address(project, scenario, basis)
        context |= typed_in(basis, request, None) | difference(basis, scenario)
        context |= {"address": request.build_absolute_uri(address)}
        context["fresh_address"] = self._address(project, scenario, official)
        answer = self._shown(request, context)
        answer["HX-Replace-Url"] = address
        return answer

    def _address(self, project: Project, scenario: Scenario, basis: Basis) -> str:
        bare = reverse("risk:what_if", args=[project.pk])
        return bare if scenario.is_empty else f"{bare}?{scenario.pinned(basis.pin).query()}"

    def _shown(
        self, request: HttpRequest, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        is_part = getattr(request, "htmx", False)
        name = "risk/whatif/result.html" if is_part else "risk/whatif/page.html"
        return render(request, name, context, status=status)


def typed_in(basis: Basis, request: HttpRequest, refusal: Invalid | None) -> dict[str, Any]:
    """The form with what was typed, and what is wrong with it."""
    typed = {name: str(text) for name, text in request.GET.items()}
    errors = refusal.fields if refusal else {}
    found = groups(basis.given, typed, errors)
    vetoes = veto_fields(basis.given, typed)
    shown = {name for group in found for field in group.fields for name in names_of(field)}
    return {
        "basis": basis,
        "refusal": refusal,
        "other_errors": [(name, text) for name, text in errors.items() if name not in shown],
        "groups": found,
        "vetoes": vetoes,
        "vetoes_touched": any(one.supposed for one in vetoes),
        "stages": Project.Stage.choices,
        "stage": typed.get("stage", ""),
        "pin": basis.pin,
    }


def names_of(field: Any) -> tuple[str, str]:
    """The names of an indicator's fields."""
    return f"x.{field.indicator.code}", f"s.{field.indicator.code}"


def difference(basis: Basis, scenario: Scenario) -> dict[str, Any]:
    """Both sides and what lies between them."""
    found = compare(basis.given, scenario)
    return {
        "scenario": scenario,
        "comparison": found,
        "now_band": BAND_CODES[found.now.band],
        "supposed_band": BAND_CODES[found.supposed.band],
        "chart": None if scenario.is_empty else bridge(found),
    }


def bridge(found: Comparison) -> Chart:
    """From the score as it is to the score as supposed, the largest changes first."""
    now, supposed = found.now.score or 0.0, found.supposed.score or 0.0
    largest = found.deltas[:BARS]
    changes = [(named(one.indicator), one.change) for one in largest]
    changes += [
        (_("All others"), found.others_change + sum(one.change for one in found.deltas[BARS:])),
        (_("Dimension guard"), found.guard_change),
        (_("Open veto"), found.veto_change),
    ]
    start, end = round(now, 1), round(supposed, 1)
    points = apportioned([change for _name, change in changes], end - start)
    bars = [
        (name, given)
        for (name, _change), given in zip(changes, points, strict=True)
        if abs(given) > 0
    ]
    steps = [(_("Now"), start), *bars, (_("Supposed"), end)]
    return Chart(
        slug="what-if",
        kind="waterfall",
        title=_("From now to supposed"),
        caption=_("Points that each change adds or takes away; dark bars are the two scores."),
        categories=[name for name, _points in steps],
        series=[Series(_("Points"), [points for _name, points in steps])],
        totals=[0, len(steps) - 1],
        unit=_("points"),
        category_label=_("Difference"),
    )
