"""What must hold for every score, whatever the inputs."""

from collections.abc import Mapping
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from risk.catalogue import FILL, State, Values
from risk.columns import Floats
from risk.indicators import BY_CODE, CATALOGUE
from risk.scoring import STAGES, Matrix, Scores, score
from risk.scoring.vetoes import FLOORS, floor_of
from risk.snapshot import matrix_of

CODES = sorted(BY_CODE)
scores_by_code = st.dictionaries(
    st.sampled_from(CODES), st.floats(0, 100).map(lambda s: round(s, 4)), min_size=1, max_size=30
)
missing_codes = st.lists(st.sampled_from(CODES), unique=True, max_size=8)
stages = st.sampled_from(STAGES)
floors = st.lists(st.sampled_from(sorted(FLOORS)), max_size=2).map(floor_of)


def scored(
    stage: str, given_scores: Mapping[str, float], missing: list[str], floor: float = 0.0
) -> Scores:
    absent = [code for code in missing if code not in given_scores]
    return score(matrix_of(stage, given_scores, absent, floor))


@given(stages, scores_by_code, missing_codes, st.data())
def test_worsening_an_indicator_never_lowers_the_score(
    stage: str, known: dict[str, float], missing: list[str], data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(sorted(known)))
    worse = known | {code: data.draw(st.floats(known[code], 100))}
    before, after = scored(stage, known, missing), scored(stage, worse, missing)
    for level in ("aggregate", "guard", "score", "lo", "hi"):
        old, new = getattr(before, level)[0], getattr(after, level)[0]
        assert np.isnan(old) or new >= old - 1e-9


@given(stages, scores_by_code, missing_codes, floors)
def test_the_bounds_contain_the_score(
    stage: str, known: dict[str, float], missing: list[str], floor: float
) -> None:
    result = scored(stage, known, missing, floor)
    if not np.isnan(result.score[0]):
        assert result.lo[0] <= result.score[0] <= result.hi[0]


@given(stages, scores_by_code, missing_codes)
def test_the_contributions_sum_to_the_aggregate(
    stage: str, known: dict[str, float], missing: list[str]
) -> None:
    result = scored(stage, known, missing)
    assert np.all(result.contributions >= 0)
    assert abs(result.contributions.sum() - np.nan_to_num(result.aggregate[0])) < 1e-9


@given(stages, scores_by_code, missing_codes, floors)
def test_a_veto_never_lowers_the_score_and_sets_its_floor(
    stage: str, known: dict[str, float], missing: list[str], floor: float
) -> None:
    plain, vetoed = scored(stage, known, missing), scored(stage, known, missing, floor)
    assert np.nan_to_num(vetoed.score[0]) >= np.nan_to_num(plain.score[0])
    assert np.nan_to_num(vetoed.score[0]) >= floor


@given(stages, scores_by_code, missing_codes, st.randoms())
def test_the_order_of_the_indicators_does_not_matter(
    stage: str,
    known: dict[str, float],
    missing: list[str],
    random: Random,
) -> None:
    shuffled = list(known.items())
    random.shuffle(shuffled)
    first, second = scored(stage, known, missing), scored(stage, dict(shuffled), missing[::-1])
    assert first.score.tobytes() == second.score.tobytes()
    assert first.contributions.tobytes() == second.contributions.tobytes()


@given(stages)
def test_all_best_is_zero_and_all_worst_a_hundred(stage: str) -> None:
    assert scored(stage, dict.fromkeys(CODES, 0.0), []).score[0] == 0
    assert scored(stage, dict.fromkeys(CODES, 100.0), []).score[0] > 99.99


@given(stages, scores_by_code, st.sampled_from(CODES))
def test_hiding_a_mandatory_value_never_beats_the_best_case(
    stage: str, known: dict[str, float], code: str
) -> None:
    if np.isnan(FILL[BY_CODE[code].missing]):
        return
    rest = {key: value for key, value in known.items() if key != code}
    hidden = scored(stage, rest, [code])
    best = scored(stage, rest | {code: 0.0}, [])
    assert np.isnan(best.aggregate[0]) or hidden.aggregate[0] >= best.aggregate[0]


@settings(max_examples=30)
@given(st.integers(2, 300), st.integers(0, 2**32 - 1))
def test_one_project_and_many_give_the_same_bits(count: int, seed: int) -> None:
    many = random_matrix(count, seed)
    whole = score(many)
    for place in {0, count // 2, count - 1}:
        single = score(only(many, place))
        for name in ("aggregate", "guard", "score", "lo", "hi", "coverage", "confidence", "band"):
            assert getattr(single, name).tobytes() == getattr(whole, name)[[place]].tobytes()
        assert (
            single.contributions[:, 0].tobytes() == whole.contributions[:, place].copy().tobytes()
        )


def test_the_same_input_gives_the_same_bits_again() -> None:
    first, second = score(random_matrix(500, 7)), score(random_matrix(500, 7))
    assert first.score.tobytes() == second.score.tobytes()
    assert first.contributions.tobytes() == second.contributions.tobytes()


def random_matrix(count: int, seed: int) -> Matrix:
    random = np.random.default_rng(seed)
    measured = {}
    for indicator in CATALOGUE:
        states = random.choice([State.OK, State.OK, *State], count).astype(np.int8)
        x: Floats = random.uniform(-1, 5, count)
        measured[indicator] = Values(x=x, states=states)
    return Matrix.of(
        measured,
        stages=random.integers(0, 5, count).astype(np.int8),
        floors=random.choice([0.0, 0.0, 60.0, 90.0], count),
        previous_bands=random.integers(-1, 5, count).astype(np.int8),
        previous_scores=random.uniform(0, 100, count),
    )


def only(matrix: Matrix, place: int) -> Matrix:
    return Matrix(
        indicators=matrix.indicators,
        scores=matrix.scores[:, [place]],
        states=matrix.states[:, [place]],
        freshness=matrix.freshness[:, [place]],
        stages=matrix.stages[[place]],
        floors=matrix.floors[[place]],
        previous_bands=matrix.previous_bands[[place]],
        previous_scores=matrix.previous_scores[[place]],
    )
