"""Every real file at hand is read, merged and understood; the counts are pinned."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from projects.publication.ocds.interpreting import interpret
from projects.publication.ocds.merging import merge
from projects.publication.ocds.problems import Problem
from projects.publication.ocds.reading import read
from tests.publication import REAL_FILES


@pytest.mark.shared_data
@pytest.mark.skipif(not REAL_FILES, reason="the real files are not beside this repository")
def test_all_real_files_are_understood() -> None:
    releases: defaultdict[str, dict[object, dict[str, Any]]] = defaultdict(dict)
    compiled: dict[str, dict[str, Any]] = {}
    told: Counter[str] = Counter()
    for path in REAL_FILES:
        for entry in read(path):
            if isinstance(entry, Problem):
                told[entry.code] += 1
                continue
            for release in entry.releases:
                releases[entry.ocid][str(release.get("id")), str(release.get("date"))] = release
            releases.setdefault(entry.ocid, {})
            if entry.compiled:
                compiled[entry.ocid] = entry.compiled
    assert len(REAL_FILES) == 333
    assert told == {"empty_file": 3, "empty_record": 2, "linked_release": 48}
    assert len(releases) == 135
    counts: Counter[str] = Counter()
    for ocid, known in releases.items():
        merged = merge(ocid, known.values(), compiled.get(ocid))
        assert merged.release is not None
        outcome = interpret(merged.release)
        process = outcome.process
        assert process is not None
        counts[process.stage] += 1
        counts["bids"] += len(process.bids)
        counts["awards"] += len(process.awards)
        counts["contracts"] += len(process.contracts)
        counts["documents"] += len(process.documents)
        counts["payments"] += sum(len(contract.transactions) for contract in process.contracts)
        assert all(problem.severity == "warning" for problem in outcome.problems)
    assert counts == {
        "planning": 1,
        "selection": 32,
        "supervision": 79,
        "acceptance": 23,
        "bids": 12,
        "awards": 81,
        "contracts": 77,
        "documents": 454,
        "payments": 82,
    }
