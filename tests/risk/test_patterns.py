"""Patterns at the edges of their conditions."""

import pytest

from risk.indicators import BY_CODE
from risk.patterns import PATTERNS, Either, Every, Fact, Finding, Scored, atoms_of, find, holds

EDGES = [
    ("low-ball", {"M-18": 35, "S-06": 50}, "S-06", 49.9),
    ("specification", {"P-03": 50, "M-08": 75}, "M-08", 74),
    ("supervision", {"S-11": 70, "S-10": 50, "A-02": 0}, "S-11", 69),
    ("supervision", {"S-11": 0, "S-10": 19.9, "A-02": 60}, "S-10", 20),
    ("supervision", {"S-11": 0, "S-10": 19.9, "A-02": 60}, "A-02", 59),
    ("ownership", {"M-26": 20, "X-17": 50}, "M-26", 20.1),
    ("enforcement", {"X-01": 50, "X-09": 50}, "X-09", 49),
    ("lock-in", {"M-29": 40, "X-04": 50, "X-06": 40}, "X-06", 39),
    ("acceptance", {"A-06": 60, "A-01": 50, "A-12": 0}, "A-01", 49),
    ("acceptance", {"A-06": 60, "A-01": 0, "A-12": 35}, "A-12", 34),
    ("dashboard", {"S-12": 60, "S-01": 20, "S-02": 20, "S-05": 20}, "S-05", 20.1),
]


def judged(key: str, scores: dict[str, float]) -> Finding:
    return next(one for one in find(scores) if one.pattern.key == key)


@pytest.mark.parametrize(("key", "scores", "code", "beyond"), EDGES)
def test_a_pattern_holds_at_its_edge_and_not_beyond(
    key: str, scores: dict[str, float], code: str, beyond: float
) -> None:
    assert judged(key, scores).holds is True
    assert judged(key, scores | {code: beyond}).holds is False


def test_what_has_no_value_leaves_it_open_unless_the_rest_decides() -> None:
    assert judged("low-ball", {"M-18": 85}).holds is None
    assert judged("low-ball", {"M-18": 85}).without == ("S-06",)
    assert judged("low-ball", {"M-18": 0}).holds is False
    assert judged("acceptance", {"A-06": 100, "A-01": 60}).holds is True


def test_decisions_taken_at_once_are_judged_where_openings_are_known() -> None:
    def at_once(s21: float, **facts: float) -> Finding:
        return next(one for one in find({"S-21": s21}, facts) if one.pattern.key == "decisions")

    assert at_once(34, haste=0.81).holds is True
    assert at_once(34, haste=0.81).known[0][1] == 0.81
    assert at_once(34, haste=0.8).holds is False
    assert at_once(35, haste=0.9).holds is False
    assert at_once(34).holds is None


def test_what_the_platform_does_not_record_is_said() -> None:
    assert judged("decisions", {"S-21": 0}).holds is None
    assert judged("decisions", {"S-21": 0}).unrecorded
    assert judged("decisions", {"S-21": 35}).holds is False
    assert judged("split", {"M-17": 80}).holds is None


def test_what_holds_comes_first_and_what_is_open_last() -> None:
    found = find({"M-18": 35, "S-06": 50, "P-03": 0})
    assert found[0].pattern.key == "low-ball"
    assert [one.holds for one in found[-2:]] == [None, None]


def test_unknown_spreads_only_where_it_decides() -> None:
    yes, no, open_ = Scored("A", "≥", 1), Scored("B", "≥", 1), Fact("f", "f")
    scores = {"A": 1.0, "B": 0.0}
    assert holds(Every((yes, open_)), scores, {}) is None
    assert holds(Every((no, open_)), scores, {}) is False
    assert holds(Either((yes, open_)), scores, {}) is True
    assert holds(Either((no, open_)), scores, {}) is None


def test_no_pattern_accuses() -> None:
    for pattern in PATTERNS:
        words = f"{pattern.name_en} {pattern.says_en}".lower()
        assert not {"fraud", "corrupt", "guilty", "collu", "cheat"} & set(words.split())
        assert "Look first" in pattern.says_en
        assert "请先" in pattern.says_zh


def test_every_code_that_the_catalogue_knows_is_spelt_as_there() -> None:
    codes = {
        atom.code
        for pattern in PATTERNS
        for atom in atoms_of(pattern.condition)
        if isinstance(atom, Scored)
    }
    assert {"M-18", "S-06", "S-01", "X-17"} <= codes & set(BY_CODE)
