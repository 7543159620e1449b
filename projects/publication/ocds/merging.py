"""The releases of one process merged into its present state, by the standard's own rules."""

import json
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ocdsmerge.exceptions import DuplicateIdValueWarning, OCDSMergeError
from ocdsmerge.merge import CompiledRelease

from projects.publication.ocds.problems import Problem
from projects.publication.ocds.values import instant

OLDEST = datetime(1, 1, 1, tzinfo=UTC)
DUPLICATE = re.compile(r"`id` value '(.*)' in the `(.*)` array", re.DOTALL)
# what a malformed release makes the merging library raise
UNMERGEABLE = (OCDSMergeError, TypeError, AttributeError, ValueError, KeyError)


def _bundled_rules() -> dict[tuple[str, ...], str]:
    """The merge rules of OCDS 1.1, taken once from its schema, so that no network is needed."""
    text = (Path(__file__).parent / "merge_rules.json").read_text("utf-8")
    return {
        tuple(path.split("/")): rule for rule, paths in json.loads(text).items() for path in paths
    }


RULES = _bundled_rules()


@dataclass(frozen=True, slots=True)
class Merged:
    """The present state of a process, when it was last told, and what went wrong."""

    release: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


def merge(
    ocid: str, releases: Iterable[dict[str, Any]], compiled: dict[str, Any] | None = None
) -> Merged:
    """Merge `releases` of `ocid`; where that fails, the publisher's `compiled` or the last good.

    Releases of OCDS 1.0 are merged by the rules of 1.1. They are taken in the order of their
    dates as instants (the library would compare the texts, wrong across time zones).
    """
    dated = sorted(releases, key=moment)
    problems = [
        Problem("undated_release", "warning", ocid=ocid)
        for release in dated
        if moment(release) == OLDEST and len(dated) > 1
    ]
    if not dated:
        return Merged(compiled, ()) if compiled else Merged(None, (_unmergeable(ocid, "—"),))
    try:
        merged, duplicates = _merged(dated)
    except UNMERGEABLE as error:
        why = _reason(error)
    else:
        return Merged(merged, (*problems, *_told(ocid, duplicates)))
    if compiled:
        problems.append(Problem("merge_failed", "warning", ocid=ocid, detail={"why": why}))
        return Merged(compiled, tuple(problems))
    return _last_good(ocid, dated, why, problems)


def _last_good(ocid: str, dated: list[dict[str, Any]], why: str, problems: list[Problem]) -> Merged:
    """Leave the releases out, one after another, that break the merging."""
    good: list[dict[str, Any]] = []
    merged: dict[str, Any] | None = None
    duplicates: list[str] = []
    for release in dated:
        try:
            merged, duplicates = _merged([*good, release])
        except UNMERGEABLE as error:
            why = _reason(error)
            continue
        good.append(release)
    if merged is None:
        return Merged(None, (*problems, _unmergeable(ocid, why)))
    problems.append(Problem("merge_failed", "warning", ocid=ocid, detail={"why": why}))
    return Merged(merged, (*problems, *_told(ocid, duplicates)))


def _merged(releases: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    compiled = CompiledRelease(merge_rules=RULES)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DuplicateIdValueWarning)
        for release in releases:
            compiled.append(with_ids(release))
    merged: dict[str, Any] = compiled.asdict()
    tags = [tag for release in releases for tag in _tags(release)]
    merged["tag"] = list(dict.fromkeys(tags))
    return merged, [str(warning.message) for warning in caught]


def _tags(release: dict[str, Any]) -> list[str]:
    tags = release.get("tag")
    tags = [tags] if isinstance(tags, str) else tags if isinstance(tags, list) else []
    return [tag for tag in tags if isinstance(tag, str)]


def with_ids(node: Any) -> Any:
    """A copy in which list entries without a usable id are known by their position.

    Otherwise every release would append them again.
    """
    if isinstance(node, dict):
        return {key: with_ids(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    if not all(isinstance(entry, dict) for entry in node):
        return node
    entries = []
    for number, entry in enumerate(node):
        known = entry.get("id")
        usable = isinstance(known, str | int) and not isinstance(known, bool) and known != ""
        entries.append({**with_ids(entry), "id": known if usable else f"@{number}"})
    return entries


def moment(release: dict[str, Any]) -> datetime:
    """When the release was made, the beginning of time when it does not say."""
    return instant(release.get("date")) or OLDEST


def _told(ocid: str, duplicates: list[str]) -> list[Problem]:
    found = (DUPLICATE.search(text) for text in dict.fromkeys(duplicates))
    return [
        Problem("duplicate_id", "warning", ocid=ocid, detail={"value": hit[1], "field": hit[2]})
        for hit in found
        if hit
    ]


def _unmergeable(ocid: str, why: str) -> Problem:
    return Problem("unmergeable", ocid=ocid, detail={"why": why})


def _reason(error: BaseException) -> str:
    return str(error)[:200] or type(error).__name__
