"""Entries that the reader may not see are pinned to their places; nothing else fills a hole."""

import json
from pathlib import Path

import pytest

from audit.log.merkle import inclusion_proof
from audit.log.notation import encoded
from audit.verify.checking import check
from audit.verify.heads import Pinned
from audit.verify.report import Verdict
from tests.build.sealed_bundle import LOG, Made, make

PINNED = Pinned(LOG.name, (LOG.verifier,))
INDEX, NUMBER = 4, 4


@pytest.fixture
def lacking(tmp_path: Path) -> Made:
    """A bundle without one entry."""
    made = make(tmp_path / "bundle")
    for name in ("entries/4.json", "proofs/4.tlog-proof", "disclosed/4.json"):
        (made.root / "data" / name).unlink()
    return made


def said_of(made: Made, **changes: object) -> dict[str, Verdict]:
    proof = [encoded(item) for item in inclusion_proof(made.hashes, INDEX)]
    leaf = encoded(made.hashes[INDEX])
    row = {"type": "projects.project", "id": 5, "seq": NUMBER, "index": INDEX}
    rows = [{**row, "hash": leaf, "proof": proof, **changes}]
    made.write("data/withheld.json", json.dumps({"entries": rows}))
    made.seal()
    return {finding.code: finding.verdict for finding in check(made.root, PINNED).findings}


def test_a_pinned_entry_fills_its_hole_and_is_said(lacking: Made) -> None:
    lacking.seal()
    assert "HOLE" in {finding.code for finding in check(lacking.root, PINNED).findings}
    found = said_of(lacking)
    assert found["WITHHELD"] is Verdict.NOTE
    assert Verdict.DOUBT not in found.values()


@pytest.mark.parametrize(
    "changes",
    [
        {"hash": encoded(b"\1" * 32)},
        {"index": 5},
        {"index": -1},
        {"index": True},
        {"proof": []},
        {"proof": [None]},
        {"hash": None},
        {"seq": "4"},
    ],
)
def test_what_does_not_hold_fills_nothing(lacking: Made, changes: dict[str, object]) -> None:
    found = said_of(lacking, **changes)
    assert found["WITHHELD-BAD"] is Verdict.DOUBT
    assert found["HOLE"] is Verdict.DOUBT


def test_an_entry_of_another_number_leaves_the_hole(lacking: Made) -> None:
    assert said_of(lacking, seq=9)["HOLE"] is Verdict.DOUBT


def test_an_entry_that_is_shown_fills_no_hole_of_another(lacking: Made) -> None:
    """A place in the log has one entry: it cannot be open here and under seal there."""
    proof = [encoded(item) for item in inclusion_proof(lacking.hashes, 5)]
    found = said_of(lacking, index=5, hash=encoded(lacking.hashes[5]), proof=proof)
    assert found["WITHHELD-BAD"] is Verdict.DOUBT
    assert found["HOLE"] is Verdict.DOUBT
