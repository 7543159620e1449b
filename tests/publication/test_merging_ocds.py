"""Releases merge into the present state without network, and bad ones do not spoil the good."""

import socket
from typing import Any

import pytest

from projects.publication.ocds.merging import merge

OCID = "ocds-x1y2z3-1"


def release(date: Any, **sections: Any) -> dict[str, Any]:
    return {"ocid": OCID, "id": str(date), "date": date, "tag": ["tender"], **sections}


def test_later_releases_overwrite_and_lists_merge_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", None)
    first = release("2024-01-01T00:00:00Z", tender={"id": "1", "status": "active"})
    second = release(
        "2024-02-01T00:00:00Z", tender={"id": "1", "status": "complete"}, awards=[{"id": "a"}]
    )
    merged = merge(OCID, [second, first])
    assert merged.release is not None
    assert merged.release["tender"]["status"] == "complete"
    assert merged.release["awards"] == [{"id": "a"}]
    assert merged.problems == ()


def test_order_is_by_instant_not_by_text() -> None:
    east = release("2024-01-01T09:00:00+09:00", tender={"title": "earlier"})
    west = release("2024-01-01T01:00:00Z", tender={"title": "later"})
    merged = merge(OCID, [west, east]).release
    assert merged is not None
    assert merged["tender"]["title"] == "later"


def test_entries_without_id_do_not_multiply() -> None:
    body = {"awards": [{"id": "", "title": "x"}, {"title": "y"}]}
    merged = merge(OCID, [release("2024-01-01", **body), release("2024-01-02", **body)]).release
    assert merged is not None
    assert [award["title"] for award in merged["awards"]] == ["x", "y"]


def test_duplicate_ids_are_told() -> None:
    double = release("2024-01-01", awards=[{"id": "a", "title": "x"}, {"id": "a", "title": "y"}])
    merged = merge(OCID, [double])
    assert [(p.code, p.severity) for p in merged.problems] == [("duplicate_id", "warning")]
    assert merged.problems[0].detail == {"value": "a", "field": "awards"}


def test_the_tags_of_all_releases_are_kept() -> None:
    merged = merge(OCID, [release("2024-01-01"), {**release("2024-01-02"), "tag": "award"}]).release
    assert merged is not None
    assert merged["tag"] == ["tender", "award"]


def test_an_undated_release_counts_as_the_oldest() -> None:
    merged = merge(OCID, [release("2024-01-01", title="dated"), release(None, title="undated")])
    assert merged.release is not None
    assert merged.release["title"] == "dated"
    assert [problem.code for problem in merged.problems] == ["undated_release"]


def test_the_last_good_state_is_used_when_a_release_does_not_fit() -> None:
    good = release("2024-01-01", tender="text")
    bad = release("2024-02-01", tender={"id": "1"})
    merged = merge(OCID, [good, bad])
    assert merged.release is not None
    assert merged.release["tender"] == "text"
    assert [problem.code for problem in merged.problems] == ["merge_failed"]


def test_the_publishers_own_state_is_preferred_to_a_part() -> None:
    good = release("2024-01-01", tender="text")
    bad = release("2024-02-01", tender={"id": "1"})
    own = release("2024-02-01", tender={"id": "own"})
    merged = merge(OCID, [good, bad], own)
    assert merged.release == own
    assert [problem.code for problem in merged.problems] == ["merge_failed"]


def test_without_releases_the_compiled_release_is_the_state() -> None:
    own = release("2024-02-01", tender={"id": "own"})
    assert merge(OCID, [], own).release == own


def test_nothing_to_merge_is_an_error() -> None:
    merged = merge(OCID, [])
    assert merged.release is None
    assert [(p.code, p.severity) for p in merged.problems] == [("unmergeable", "error")]
