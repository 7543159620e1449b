"""A stored outcome as plots and sentences."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from egov_outsource.charts import Chart, Series
from risk.catalogue import Indicator, Knots
from risk.definitions.wording import in_language
from risk.explanation import Break, Explanation, FacetPart, Run, Snapshot
from risk.explanation.parts import apportioned
from risk.models import RiskPoint
from risk.models.result import Outcome
from risk.whatif.pinned import given_of

TERMS = 4
SHOWN_LEAST = 0.05  # what is written with one decimal is not written as 0.0


def snapshot_of(outcome: Outcome) -> Snapshot:
    """The arrays that an explanation is made from."""
    return given_of(outcome).snapshot


def contribution_chart(outcome: Outcome, explanation: Explanation) -> Chart:
    """What adds up to the score: facet by facet to the aggregate, then guard, then open veto."""
    parts = [part for dimension in explanation.dimensions for part in dimension.facets]
    points = apportioned([part.contribution for part in parts], outcome.aggregate)
    bars = [
        (facet_name(part), given) for part, given in zip(parts, points, strict=True) if given > 0
    ]
    steps = [(_("Aggregate"), round(outcome.aggregate, 1))]
    if (raised := round(outcome.guard, 1)) > steps[-1][1]:
        steps += [(_("Dimension guard"), raised - steps[-1][1]), (_("With guard"), raised)]
    if (floored := round(outcome.score, 1)) > steps[-1][1]:
        steps += [(_("Open veto"), floored - steps[-1][1]), (_("Score"), floored)]
    return Chart(
        slug="contributions",
        kind="waterfall",
        title=_("What makes up the score"),
        caption=_("Points that each facet contributes; dark bars are what they add up to."),
        categories=[name for name, _points in [*bars, *steps]],
        series=[Series(_("Points"), [round(points, 1) for _name, points in [*bars, *steps]])],
        totals=[len(bars) + place for place in range(0, len(steps), 2)],
        unit=_("points"),
        category_label=_("Facet"),
    )


def facet_name(part: FacetPart) -> str:
    """Letter of the dimension and name of the facet."""
    return f"{part.facet.dimension.value} · {in_language(part.facet)}"


def runs_of(outcomes: Sequence[Outcome]) -> list[Run]:
    """What is compared for a trend."""
    return [Run.of(one.as_of, one.score, str(one.model), one.codes, one.states) for one in outcomes]


def break_words(one: Break) -> str:
    """Why scores before that day are not compared with those after it."""
    if one.model:
        return _("model %(version)s") % {"version": one.model.split()[0]}
    return _("due: +%(came)s −%(went)s") % {"came": one.came, "went": one.went}


def history_chart(points: Sequence[RiskPoint], breaks: Sequence[Break]) -> Chart:
    """The score over time with its bounds; a line where the model or what is due changed."""
    scored = [point for point in points if point.is_scored]
    return Chart(
        slug="history",
        kind="line",
        title=_("History"),
        caption=_(
            "The score since it was first computed, with the bounds for missing values. Across a "
            "marked day scores are not compared: the model changed, or indicators became due."
        ),
        categories=[point.as_of.isoformat() for point in scored],
        series=[
            Series(_("Score"), [round(point.score, 1) for point in scored]),
            Series(_("Lower bound"), [round(point.lo, 1) for point in scored]),
            Series(_("Upper bound"), [round(point.hi, 1) for point in scored]),
        ],
        maximum=100,
        marks=[(one.day.isoformat(), break_words(one)) for one in breaks],
        category_label=_("Date"),
    )


def map_chart(indicator: Indicator) -> Chart:
    """How a measured value becomes a score."""
    if isinstance(indicator.mapping, Knots):
        names = [number_format(x, use_l10n=True) for x, _points in indicator.mapping.points]
        kind, scores = "line", [points for _x, points in indicator.mapping.points]
    else:
        names = [in_language(case) for case in indicator.mapping.cases]
        kind, scores = "bar", [case.score for case in indicator.mapping.cases]
    return Chart(
        slug="map",
        kind="line" if kind == "line" else "bar",
        title=_("From value to score"),
        caption=_("0 is best, 100 is worst; beyond the ends the score stays the same."),
        categories=names,
        series=[Series(_("Score"), scores)],
        maximum=100,
        category_label=_("Value"),
    )


def named(indicator: Indicator) -> str:
    """Code and name of an indicator."""
    return f"{indicator.code} {in_language(indicator)}"


def sentence(outcome: Outcome, explanation: Explanation) -> str:
    """The score as a sum in one sentence, then guard and veto, then the largest lever."""
    lines = explanation.lines
    if not lines or not outcome.aggregate > 0:
        return ""
    points = apportioned([one.contribution for one in lines], outcome.aggregate)
    terms = [
        f"{in_language(one.indicator)} {given:.1f}"
        for one, given in list(zip(lines, points, strict=True))[:TERMS]
        if given > 0
    ]
    if (rest := sum(points[TERMS:])) >= SHOWN_LEAST:
        terms.append(_("others %(points)s") % {"points": f"{rest:.1f}"})
    clauses = [f"{outcome.aggregate:.1f} = {' + '.join(terms)}"]
    if outcome.guard - outcome.aggregate >= SHOWN_LEAST:
        clauses.append(
            _("the dimension guard raises it to %(score)s") % {"score": f"{outcome.guard:.1f}"}
        )
    if outcome.score - outcome.guard >= SHOWN_LEAST:
        clauses.append(
            _("open vetoes (%(codes)s) raise it to %(score)s")
            % {
                "codes": ", ".join(veto.code for veto in outcome.open_vetoes),
                "score": f"{outcome.score:.1f}",
            }
        )
    if explanation.levers:
        lever = explanation.levers[0]
        clauses.append(
            _("largest single lever: %(code)s to %(value)s (%(change)s)")
            % {
                "code": lever.indicator.code,
                "value": f"{lever.x:g}",
                "change": f"−{-lever.change:.1f}",
            }
        )
    return "; ".join(clauses)
