"""Weights from judgements of pairs: the published example, groups, contradictions, versions."""

import pytest

from risk.catalogue import Dimension
from risk.indicators import CATALOGUE
from risk.modelling.ahp import PAIRS, SCALE, group, is_on_scale, judged
from risk.modelling.definitions import definitions
from risk.modelling.difference import Side, What, differences, level_of
from risk.modelling.parameters import faults, typed
from risk.modelling.semver import Level, is_enough, next_after
from risk.scoring import DEFAULT_MODEL

DESIGN = (-2, -2, 1, -2, 2, 3, 1, 2, 1, -2)
CIRCLE = (9, -9, 1, 1, 9, 1, 1, 1, 1, 1)  # P over M, M over S, S over P


def test_the_published_matrix_gives_the_published_figures() -> None:
    found = judged(DESIGN)
    assert found.weights == (0.1220, 0.3084, 0.2136, 0.1119, 0.2441)
    assert found.weights == DEFAULT_MODEL.dimension_weights
    assert (round(found.eigenvalue, 4), round(found.index, 4)) == (5.0554, 0.0139)
    assert round(found.ratio, 4) == 0.0124
    assert found.is_consistent


def test_a_group_is_the_geometric_mean_whatever_the_order_of_its_judges() -> None:
    other = (3, 1, 2, 1, -2, 1, -2, 3, 1, -3)
    one = group([DESIGN, other])
    assert one.weights == group([other, DESIGN]).weights
    assert one.matrix[0][1] == pytest.approx((0.5 * 3) ** 0.5)
    assert one.matrix[0][1] * one.matrix[1][0] == pytest.approx(1)
    assert group([DESIGN, DESIGN]).weights == judged(DESIGN).weights


def test_judgements_in_a_circle_are_inconsistent_and_their_triple_is_named() -> None:
    found = judged(CIRCLE)
    assert not found.is_consistent
    assert found.triple is not None
    first, middle, last = Dimension.PLANNING, Dimension.MODE, Dimension.SUPERVISION
    assert found.triple.dimensions == (first, middle, last)
    assert found.triple.given == pytest.approx(1 / 9)
    assert found.triple.implied == pytest.approx(81)


def test_equal_judgements_are_perfectly_consistent() -> None:
    found = judged([1] * len(PAIRS))
    assert found.weights == (0.2,) * 5
    assert (found.ratio, found.triple) == (pytest.approx(0, abs=1e-12), None)


def test_the_scale_goes_from_nine_to_nine() -> None:
    assert all(is_on_scale(value) for value in SCALE)
    assert [value for value in range(-10, 11) if not is_on_scale(value)] == [-10, -1, 0, 10]


@pytest.mark.parametrize(
    ("text", "level", "fits"),
    [
        ("1.2.4", Level.PATCH, True),
        ("1.2.4", Level.MINOR, False),
        ("1.3.0", Level.MINOR, True),
        ("1.3.0", Level.MAJOR, False),
        ("2.0.0", Level.MAJOR, True),
        ("2.0.0", Level.PATCH, True),
        ("1.2.3", Level.PATCH, False),
        ("1.2.2", Level.PATCH, False),
        ("1.03.0", Level.PATCH, False),
    ],
)
def test_the_number_grows_as_much_as_the_change_means(text: str, level: Level, fits: bool) -> None:
    assert is_enough(text, "1.2.3", level) is fits


def test_the_next_number_of_each_level() -> None:
    assert [next_after("1.2.3", level) for level in Level] == ["1.2.4", "1.3.0", "2.0.0"]


def changed(code: str = "", **fields: object) -> Side:
    catalogue = definitions(CATALOGUE)
    if code:
        catalogue[code] = catalogue[code] | fields
    return Side(dict.fromkeys(DEFAULT_MODEL.parameters()), catalogue)


@pytest.mark.parametrize(
    ("fields", "what", "level"),
    [
        ({"map": [[0.0, 0.0], [1.0, 100.0]]}, What.MEASURE, Level.MINOR),
        ({"weight_class": 1}, What.MEASURE, Level.MINOR),
        ({"dimension": "X"}, What.MEANING, Level.MAJOR),
        ({"version": "2.0.0"}, What.MEANING, Level.MAJOR),
        ({"version": "1.0.1"}, What.WORDS, Level.PATCH),
    ],
)
def test_a_change_of_an_indicator_means_what_the_rule_says(
    fields: dict[str, object], what: What, level: Level
) -> None:
    found = differences(changed(), changed("S-02", **fields))
    assert [(one.name, one.what) for one in found] == [("S-02", what)]
    assert level_of(found) is level


def test_indicators_that_come_are_minor_and_that_go_are_major() -> None:
    with_all, without = changed(), changed()
    del without.catalogue["S-02"]
    assert level_of(differences(without, with_all)) is Level.MINOR
    assert level_of(differences(with_all, without)) is Level.MAJOR
    assert differences(with_all, with_all) == []


def test_a_parameter_is_minor_and_the_own_number_is_no_change() -> None:
    before = Side(DEFAULT_MODEL.parameters(), {})
    after = Side(before.parameters | {"project_power": 3, "version": "1.1.0"}, {})
    assert [one.name for one in differences(before, after)] == ["project_power"]
    assert level_of(differences(before, after)) is Level.MINOR


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("facet_power", 0),
        ("facet_power", 17),
        ("flag_strength", 1.0),
        ("guard_gap", -1.0),
        ("guard_coverage", 1.5),
        ("band_edges", [20.0, 60.0, 40.0, 80.0]),
        ("band_edges", [20.0, 40.0, 60.0]),
        ("band_edges", [0.0, 40.0, 60.0, 80.0]),
        ("relevance", [[1.0] * 5] * 4),
        ("relevance", [[0.0] * 5] + [[1.0] * 5] * 4),
    ],
)
def test_parameters_that_cannot_be_are_named(name: str, value: object) -> None:
    good = typed({one: DEFAULT_MODEL.parameters()[one] for one in ("band_edges", "relevance")})
    parameters = DEFAULT_MODEL.parameters() | good
    assert [*faults(parameters)] == []
    assert [*faults(parameters | {name: value})] == [name]


@pytest.mark.parametrize(
    "given",
    [
        {"facet_power": 2.5},
        {"guard_gap": "many"},
        {"guard_gap": float("nan")},
        {"guard_gap": True},
        {"dimension_weights": [1.0]},
        {"relevance": [["x"]]},
    ],
)
def test_what_is_no_number_or_no_parameter_is_not_read(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(given))):
        typed(given)
