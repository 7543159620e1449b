"""The scores of the design's demo project come out again to four decimals."""

import json
from pathlib import Path
from typing import Any

import pytest

from risk.snapshot import UnreadableSnapshot, score_snapshot

HERE = Path(__file__).resolve().parent
OWN = HERE / "golden_scores.json"
SHARED = HERE.parents[2] / "shared" / "design" / "demo_scores.json"


def asked(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("stage", "inputs", "missing", "vetoes")}


def assert_same(entry: dict[str, Any], result: dict[str, Any]) -> None:
    assert set(result) == set(entry)
    for key in ("R_agg", "R_guard", "R", "lo", "hi", "coverage"):
        assert result[key] == pytest.approx(entry[key], abs=1e-4), key
    for key in ("D", "omega", "contrib", "scores"):
        assert result[key] == pytest.approx(entry[key], abs=1e-4), key
    assert set(result["F"]) == set(entry["F"])
    for dimension, facets in entry["F"].items():
        assert result["F"][dimension] == pytest.approx(facets, abs=1e-4), dimension
    for key in ("stage", "inputs", "vetoes", "missing"):
        assert result[key] == entry[key]


@pytest.mark.parametrize("name", list(json.loads(OWN.read_text(encoding="utf-8"))))
def test_the_golden_scores_come_out_again(name: str) -> None:
    entry = json.loads(OWN.read_text(encoding="utf-8"))[name]
    assert_same(entry, score_snapshot(asked(entry)))


@pytest.mark.shared_data
def test_the_scores_of_the_design_come_out_again() -> None:
    if not SHARED.exists():
        pytest.skip("the design data is not beside the repository")
    for entry in json.loads(SHARED.read_text(encoding="utf-8")).values():
        assert_same(entry, score_snapshot(asked(entry)))


@pytest.mark.parametrize(
    ("snapshot", "says"),
    [
        ([], "an object"),
        ({"stage": "dreaming"}, "stage must be one of"),
        ({"stage": "planning", "inputs": []}, "inputs must be"),
        ({"stage": "planning", "inputs": {"Z-99": 1}}, "not in the catalogue: Z-99"),
        ({"stage": "planning", "vetoes": ["V-NO"]}, "not in the catalogue: V-NO"),
        ({"stage": "planning", "inputs": {"P-01": "many"}}, "expected a number"),
        ({"stage": "planning", "inputs": {"P-01": None}}, "expected a number"),
        ({"stage": "planning", "inputs": {"P-01": "=101"}}, "between 0 and 100"),
        ({"stage": "planning", "inputs": {"P-01": float("nan")}}, "finite"),
        ({"stage": "planning", "inputs": {"P-01": 1}, "missing": ["P-01"]}, "at once"),
    ],
)
def test_an_unreadable_snapshot_is_answered_with_what_to_correct(snapshot: Any, says: str) -> None:
    with pytest.raises(UnreadableSnapshot, match=says):
        score_snapshot(snapshot)


def test_a_project_with_nothing_due_has_no_score() -> None:
    result = score_snapshot({"stage": "planning", "inputs": {}})
    assert result["R"] is None
    assert result["coverage"] == 0.0
    assert result["contrib"] == {}
