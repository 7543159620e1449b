"""A stored outcome as plots and sentences."""

import itertools
from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from egov_outsource.charts import Chart, Series
from risk.catalogue import Indicator, Knots
from risk.explanation import Explanation, Snapshot
from risk.models import RiskPoint
from risk.models.result import Outcome
from risk.scoring.vetoes import floor_of
from risk.wording import in_language

BARS = 10
TERMS = 4


def snapshot_of(outcome: Outcome) -> Snapshot:
    """The arrays that an explanation is made from."""
    return Snapshot(
        codes=outcome.codes,
        stage=outcome.stage,
        inputs=outcome.inputs,
        states=outcome.states,
        scores=outcome.scores,
        contributions=outcome.contributions,
        floor=floor_of(veto.code for veto in outcome.open_vetoes),
        model=outcome.model.as_model(),
    )


def contribution_chart(outcome: Outcome, explanation: Explanation) -> Chart:
    """What adds up to the score: the largest contributions, the rest, guard and veto."""
    largest = explanation.lines[:BARS]
    bars = [(named(one.indicator), one.contribution) for one in largest]
    rest = sum(one.contribution for one in explanation.lines[BARS:])
    bars.append((_("All others"), rest))
    bars.append((_("Dimension guard"), outcome.guard - outcome.aggregate))
    bars.append((_("Open veto"), outcome.score - outcome.guard))
    bars = [bar for place, bar in enumerate(bars) if place < len(largest) or bar[1] > 0]
    return Chart(
        slug="contributions",
        kind="waterfall",
        title=_("What makes up the score"),
        caption=_("Points that each indicator contributes; together they are the score."),
        categories=[name for name, _points in bars],
        series=[Series(_("Points"), [round(points, 2) for _name, points in bars])],
        unit=_("points"),
        category_label=_("Indicator"),
    )


def history_chart(points: Sequence[RiskPoint]) -> Chart:
    """The score over time with its bounds; a line where the model changed."""
    scored = [point for point in points if point.is_scored]
    marks = [
        (after.as_of.isoformat(), _("model %(version)s") % {"version": after.model.version})
        for before, after in itertools.pairwise(scored)
        if before.model_id != after.model_id
    ]
    return Chart(
        slug="history",
        kind="line",
        title=_("History"),
        caption=_("The score since it was first computed, with the bounds for missing values."),
        categories=[point.as_of.isoformat() for point in scored],
        series=[
            Series(_("Score"), [round(point.score, 1) for point in scored]),
            Series(_("Lower bound"), [round(point.lo, 1) for point in scored]),
            Series(_("Upper bound"), [round(point.hi, 1) for point in scored]),
        ],
        maximum=100,
        marks=marks,
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
    """The score as a sum in one sentence."""
    terms = [
        f"{in_language(one.indicator)} {number_format(one.contribution, 1)}"
        for one in explanation.lines[:TERMS]
        if one.contribution > 0
    ]
    if len(explanation.lines) > len(terms):
        terms.append("…")
    return f"{number_format(outcome.aggregate, 1)} = {' + '.join(terms)}" if terms else ""
