"""Measures of the portfolio on columns made by hand."""

from datetime import date
from math import isnan, nan

import numpy as np
import pytest

from risk.portfolio.history import Points, latest, means, month_ends
from risk.portfolio.holdings import (
    Closed,
    Contracts,
    Datasets,
    Draws,
    Holdings,
    Overdue,
    Parties,
    Projects,
    Ties,
    currency_code,
    currency_name,
)
from risk.portfolio.measures import (
    agency_dependence,
    agency_exposure,
    contractor_concentration,
    contractor_exposure,
    control_rights,
    data_custody,
    failure_impact,
    officer_span,
    rank_stability,
    reference_class,
    supervisor_concentration,
    supervisor_pairing,
)
from risk.portfolio.registry import MEASURES

LTC, XAD, CYS, YTG = 7, 8, 9, 10
CNY, EUR = currency_code("CNY"), currency_code("EUR")


def projects(number: int, **columns: object) -> Projects:
    """So many live projects of one agency, scored 50 in every dimension."""
    given = {
        "key": np.arange(1, number + 1),
        "owner": np.ones(number),
        "officer": np.full(number, 5),
        "stage": np.zeros(number),
        "band": np.full(number, 2),
        "live": np.ones(number, dtype=bool),
        "important": np.zeros(number, dtype=bool),
        "protection": np.full(number, 2),
        "score": np.full(number, 50.0),
        "chance": np.full(number, nan),
        "dimensions": np.full((number, 5), 50.0),
        "crmi": np.full(number, nan),
        "frg": np.full(number, nan),
        "exit": np.full(number, nan),
    } | columns
    return Projects(**{name: np.asarray(column) for name, column in given.items()})


def contracts(*rows: tuple[int, int, float, float], currency: int = CNY) -> Contracts:
    """Contracts as (place of the project, contractor, value, still to be paid)."""
    place, firm, value, left = zip(*rows, strict=True)
    return Contracts(
        project=np.array(place),
        contractor=np.array(firm),
        currency=np.full(len(rows), currency),
        value=np.array(value, dtype=float),
        outstanding=np.array(left, dtype=float),
    )


DEMO = contracts(
    (0, LTC, 18.6e6, 2e6), (1, LTC, 4.2e6, 3e6), (2, LTC, 3.1e6, 0), (3, XAD, 7.6e6, 6e6),
    (4, XAD, 2.8e6, 2e6), (5, CYS, 5.4e6, 5e6), (6, YTG, 2.3e6, 2e6),
)  # fmt: skip


def test_the_seven_contracts_of_the_demonstration_have_the_shares_and_index_of_the_design() -> None:
    found = contractor_concentration.compute(Holdings(projects=projects(7), contracts=DEMO))
    assert [round(line.numbers[1], 3) for line in found.lines] == [0.589, 0.236, 0.123, 0.052]
    assert sum(line.numbers[0] for line in found.lines) == pytest.approx(44e6)
    index, top = found.figures
    assert round(index.value) == 4202
    assert index.is_alert
    assert round(top.value, 3) == 0.589


def test_currencies_are_never_added() -> None:
    other = contracts((0, LTC, 1e6, 1e6), currency=EUR)
    both = Contracts(
        **{
            name: np.concatenate([getattr(DEMO, name), getattr(other, name)])
            for name in ("project", "contractor", "currency", "value", "outstanding")
        }
    )
    held = Holdings(projects=projects(7), contracts=both)
    for measure in (contractor_concentration, agency_exposure, contractor_exposure):
        lines = measure.compute(held).lines
        assert {line.currency for line in lines} == {"CNY", "EUR"}
        alone = measure.compute(Holdings(projects=projects(7), contracts=DEMO)).lines
        assert [line for line in lines if line.currency == "CNY"] == list(alone)
    assert currency_name(EUR) == "EUR"


def test_an_agency_depends_on_a_contractor_only_above_the_floor_of_spend() -> None:
    owners = np.array([1, 1, 1, 2, 2, 2, 2])
    found = agency_dependence.compute(Holdings(projects=projects(7, owner=owners), contracts=DEMO))
    marked = [line.about for line in found.lines if line.is_alert]
    assert marked == [(1, LTC), (2, XAD)]
    small = contracts((0, LTC, 1e6, 0))
    alone = agency_dependence.compute(Holdings(projects=projects(1), contracts=small))
    assert alone.lines[0].numbers[0] == 1
    assert not alone.lines[0].is_alert


def test_exposure_weighs_what_is_still_to_be_paid_by_score_and_dimension() -> None:
    held = projects(7, score=np.array([40.0] + [nan] * 6))
    (line,) = agency_exposure.compute(Holdings(projects=held, contracts=DEMO)).lines
    assert line.numbers[0] == pytest.approx(0.4 * 2e6)
    assert line.numbers[1] == pytest.approx(20e6)
    assert line.numbers[2] == pytest.approx(10e6)
    assert line.numbers[-1] == 6


def test_the_top_tenth_of_at_least_ten_agencies_is_marked() -> None:
    rows = contracts(*((place, LTC, 1e6, (place + 1) * 1e5) for place in range(10)))
    ten = Holdings(projects=projects(10, owner=np.arange(10) + 1), contracts=rows)
    assert [line.about for line in agency_exposure.compute(ten).lines if line.is_alert] == [(10,)]
    nine = Holdings(projects=ten.projects, contracts=rows.where(np.arange(9)))
    assert not agency_exposure.compute(nine).alerts


def test_more_than_two_critical_systems_of_a_contractor_are_marked() -> None:
    held = projects(7, protection=np.array([3, 3, 4, 3, 3, 0, 0]))
    lines = contractor_exposure.compute(Holdings(projects=held, contracts=DEMO)).lines
    assert {line.about[0]: line.numbers[2] for line in lines} == {LTC: 3, XAD: 2, CYS: 0, YTG: 0}
    assert [line.about[0] for line in lines if line.is_alert] == [LTC]


def test_failure_impact_says_when_exits_are_not_measured_and_marks_systems_one_cannot_leave() -> (
    None
):
    blind = failure_impact.compute(Holdings(projects=projects(7), contracts=DEMO))
    assert blind.note
    assert isnan(blind.lines[0].numbers[1])
    exits = np.array([80.0, 60, nan, 60, 10, nan, nan])
    held = Holdings(projects=projects(7, exit=exits), contracts=DEMO, knows_exit=True)
    lines = {line.about[0]: line for line in failure_impact.compute(held).lines}
    assert lines[LTC].numbers[:3] == (5e6, 2, 80)
    assert lines[LTC].is_alert
    assert lines[XAD].numbers[1:3] == (1, 60)
    assert not lines[XAD].is_alert


def parties(*rows: tuple[int, int, bool, float]) -> Parties:
    """Parties as (place of the project, organisation, whether it supervises, fee)."""
    place, who, supervises, fee = zip(*rows, strict=True)
    return Parties(
        project=np.array(place),
        organisation=np.array(who),
        supervises=np.array(supervises),
        currency=np.full(len(rows), CNY),
        fee=np.array(fee, dtype=float),
    )


def test_a_pair_that_meets_more_often_than_by_chance_is_marked_from_five_projects_on() -> None:
    rows = [(place, LTC, False, nan) for place in range(5)]
    rows += [(place, 20, True, nan) for place in range(5)]
    rows += [(place, XAD, False, nan) for place in range(5, 20)]
    rows += [(place, 21, True, nan) for place in range(5, 20)]
    found = supervisor_pairing.compute(Holdings(projects=projects(20), parties=parties(*rows)))
    assert [(line.about, line.numbers) for line in found.lines] == [
        ((LTC, 20), (4.0, 5, 5, 5)),
        ((XAD, 21), (pytest.approx(20 / 15), 15, 15, 15)),
    ]
    assert [line.is_alert for line in found.lines] == [True, False]
    fewer = [row for row in rows if row[0] > 0]
    less = supervisor_pairing.compute(Holdings(projects=projects(20), parties=parties(*fewer)))
    assert [line.about for line in less.lines] == [(XAD, 21)]


def test_supervision_fees_are_concentrated_by_their_shares() -> None:
    rows = parties((0, 20, True, 300.0), (1, 21, True, 100.0), (2, LTC, False, 900.0))
    found = supervisor_concentration.compute(Holdings(projects=projects(3), parties=rows))
    assert round(found.figures[0].value) == 6250
    assert found.figures[0].is_alert
    assert [line.about for line in found.lines] == [(20,), (21,)]


def test_datasets_of_a_group_count_together_and_government_is_not_marked() -> None:
    held = Datasets(
        project=np.arange(5),
        holder=np.array([7, 8, 9, 1, 1]),
        outside=np.array([True, True, True, False, False]),
    )
    alone = data_custody.compute(Holdings(projects=projects(5), datasets=held))
    assert [line.numbers[0] for line in alone.lines] == [0.4, 0.2, 0.2, 0.2]
    assert not alone.alerts
    tied = Ties(one=np.array([7, 30]), other=np.array([30, 8]))
    found = data_custody.compute(Holdings(projects=projects(5), datasets=held, ties=tied))
    assert [line.numbers for line in found.lines] == [(0.4, 2, 1), (0.4, 2, 2), (0.2, 1, 1)]
    more = data_custody.compute(
        Holdings(projects=projects(5), datasets=held.where(np.arange(4)), ties=tied)
    )
    assert [line.is_alert for line in more.lines] == [True, False, False]


def test_an_officer_with_more_than_eight_live_projects_is_marked() -> None:
    officers = np.array([5] * 9 + [6] * 3)
    held = projects(12, officer=officers, live=np.arange(12) != 11)
    late = Overdue(project=np.array([0, 9]), number=np.array([2, 3]))
    found = officer_span.compute(Holdings(projects=held, overdue=late))
    assert [(line.about, line.numbers, line.is_alert) for line in found.lines] == [
        ((5,), (9, 2), True),
        ((6,), (2, 3), False),
    ]


def test_the_mean_misallocation_of_an_agency_counts_what_is_measured() -> None:
    held = projects(4, owner=np.array([1, 1, 1, 2]), crmi=np.array([0.12, 0.2, nan, 0.0]))
    found = control_rights.compute(Holdings(projects=held))
    assert [(line.about, line.is_alert) for line in found.lines] == [((1,), True), ((2,), False)]
    assert found.lines[0].numbers[0] == pytest.approx(0.16)
    assert found.figures[0].value == pytest.approx(0.32 / 3)


def test_the_reference_class_speaks_from_twenty_closed_projects_on() -> None:
    def closed(number: int) -> Holdings:
        rows = Closed(
            project=np.arange(number),
            cost=1.0 + np.arange(number) / 100,
            time=np.full(number, nan),
        )
        return Holdings(projects=projects(number), closed=rows)

    assert not reference_class.compute(closed(19)).figures
    middle, high = reference_class.compute(closed(21)).figures
    assert (middle.value, high.value) == (
        pytest.approx(0.10, abs=0.01),
        pytest.approx(0.16, abs=0.01),
    )


def test_months_count_every_project_with_its_newest_result() -> None:
    ends = month_ends(date(2025, 3, 10), 3)
    assert ends == [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 10)]
    days = np.array(["2025-01-05", "2025-01-20", "2025-03-01", "2025-02-10"], "datetime64[D]")
    points = Points(
        project=np.array([1, 1, 1, 2]),
        owner=np.array([4, 4, 4, 5]),
        day=days.astype(np.int64),
        crmi=np.array([0.9, 0.1, 0.2, 0.4]),
        frg=np.full(4, nan),
    )
    assert latest(points, int(days[1].astype(np.int64))).tolist() == [False, True, False, False]
    whole, first, second = means(points, ends)
    assert whole.crmi == pytest.approx([0.1, 0.25, 0.3])
    assert first.crmi == pytest.approx([0.1, 0.1, 0.2])
    assert second.crmi[1:] == pytest.approx([0.4, 0.4])
    assert isnan(second.crmi[0])


def test_rank_stability_is_the_share_of_draws_among_the_ten_highest() -> None:
    scores = np.tile(np.arange(12.0)[:, None] + 50, (1, 4))
    scores[0, 0] = 99
    drawn = Draws(project=np.arange(12), scores=scores, of=12)
    found = rank_stability.compute(Holdings(projects=projects(12), draws=drawn))
    shares = {line.about[0]: line.numbers[0] for line in found.lines}
    assert shares[1] == 0.25
    assert shares[3] == 0.75
    assert shares[12] == 1
    assert 2 not in shares


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.code)
def test_nothing_at_all_is_measured_without_an_error(measure: object) -> None:
    found = measure.compute(Holdings())  # type: ignore[attr-defined]
    assert not found.lines
    assert not found.alerts
