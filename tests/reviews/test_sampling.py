"""Sampling: the same seed draws the same, whoever draws, and every method keeps its promise."""

from decimal import Decimal

import pytest

from audit.log.models import Entry
from audit.reviews.actions.close_review import close_review
from audit.reviews.actions.examine_item import examine_item
from audit.reviews.chain import chain_of
from audit.reviews.models import Sample, SampleItem, Workpaper
from audit.reviews.paper import written
from audit.reviews.populations import is_reproduced
from audit.reviews.report import report_of
from audit.reviews.sampling import Unit, digest_of, draw, strata_of
from egov_outsource.errors import Invalid, NotReady
from tests.build import reviews as build
from tests.build import supervision
from tests.build.projects import Cast

UNITS = [Unit(key, Decimal(key * key * 10), f"row {key}") for key in range(1, 101)]


@pytest.mark.parametrize("method", Sample.Method.values)
def test_the_same_seed_draws_the_same_sample_in_whatever_order_rows_come(method: str) -> None:
    one = draw(UNITS, method=method, size=12, seed="s")
    assert one == draw(reversed(UNITS), method=method, size=12, seed="s")
    assert one != draw(UNITS, method=method, size=12, seed="t")
    assert len(one) == 12 if method != "monetary" else 0 < len(one) <= 13
    assert digest_of(UNITS) == digest_of(reversed(UNITS))
    assert digest_of(UNITS) != digest_of(UNITS[1:])


def test_a_random_sample_is_what_anybody_gets_with_sha256sum() -> None:
    drawn = draw([Unit(1, Decimal(0)), Unit(2, Decimal(0))], method="random", size=1, seed="s")
    # printf s:1 | sha256sum → 1b25…; printf s:2 | sha256sum → 5be3…
    assert [one.unit.key for one in drawn] == [1]


def test_monetary_units_never_miss_what_is_larger_than_the_interval() -> None:
    rows = [*UNITS, Unit(500, Decimal(10_000_000), "large")]
    for seed in "abcdefgh":
        drawn = draw(rows, method="monetary", size=5, seed=seed)
        assert any(one.unit.key == 500 and one.hits > 1 for one in drawn)
        assert sum(one.hits for one in drawn) in {5, 6}


def test_strata_hold_equal_money_and_each_is_drawn_from() -> None:
    assert sum(map(len, strata_of(UNITS))) == 100
    drawn = draw(UNITS, method="stratified", size=9, seed="s")
    assert {one.stratum for one in drawn} == {1, 2, 3, 4}
    everything = draw(UNITS, method="stratified", size=100, seed="s")
    assert len(everything) == 100


def test_a_sample_is_frozen_tested_and_summed_up_and_only_auditors_meet_it(cast: Cast) -> None:
    payment = supervision.approved_payment(cast, supervision.running_contract(cast))
    review = build.review(cast)
    sample = build.sample(cast, review, seed="fixed", size=2)
    assert is_reproduced(sample)
    said = Entry.objects.get(event="sample:drawn").data
    assert (sample.seed, said["seed"]) == ("fixed", "fixed")
    assert said["population_sha256"] == sample.population_sha256
    again = build.sample(cast, review, seed="fixed", size=2)
    assert [one.key for one in again.items.all()] == [one.key for one in sample.items.all()]
    paper = build.paper(cast, review)
    for noun in (Sample, SampleItem, Workpaper):
        assert noun.objects.visible_to(cast.auditor).exists()
        for who in (cast.officer, cast.leader, cast.project_manager, cast.supervisor):
            assert not noun.objects.visible_to(who).exists()
    with pytest.raises(NotReady) as early:
        close_review(review, actor=cast.auditor, conclusion="x")
    assert early.value.code == "REVIEW-SAMPLES"
    with pytest.raises(Invalid):
        examine_item(sample.items.all()[0], actor=cast.auditor, outcome="exception")
    for item in SampleItem.objects.all():
        examine_item(item, actor=cast.auditor, outcome="tested", workpaper=paper)
    closed = close_review(review, actor=cast.auditor, conclusion="x")
    assert closed.summary[0]["results"] == {"tested": 2}
    content = written(report_of(closed, cast.officer))
    assert content.startswith(b"%PDF")
    links = {link.code: link for link in chain_of(payment, cast.auditor)}
    assert [one.entry is None for one in links["certificate"].found] == [False, False]
    assert not links["contract"].is_missing
    assert links["milestone"].is_missing


def test_decisions_have_no_amount(cast: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        build.sample(cast, method="monetary")
    assert set(refusal.value.fields) == {"method"}
