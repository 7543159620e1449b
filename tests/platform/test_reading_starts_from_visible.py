"""Edges read what lies in projects only through `visible_to`: looked up in their syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from projects.models import ProjectScoped

EDGES = ("views", "api", "forms", "deeds", "scope_deeds", "filters", "worklist", "reading")
# these start from what somebody sees, or show nothing
STARTS = frozenset({"visible_to", "where", "none", "published"})
# nothing of these is shown: a condition within what is visible already, or a page's own row
JUSTIFIED = {
    ("projects/views.py", "Project"): "handed to `page_of`, which begins with `visible_to`",
    ("projects/filters.py", "Project"): "the containers of the reader's own scope",
    ("projects/filters.py", "Engagement"): "through `access.visible`, and within visible rows",
    ("projects/deeds.py", "Allocation"): "shares of the project that the leader allocates",
    ("projects/planning/api/items.py", "PlanItem"): "an item of the caller's project, or none yet",
    ("projects/supervision/worklist.py", "Engagement"): "whether anybody supervises",
    ("projects/lifecycle/worklist.py", "GateReview"): "narrows the projects that one sees",
    ("projects/lifecycle/worklist.py", "Waiver"): "narrows the projects that one sees",
    ("projects/acceptance/worklist.py", "CriterionCheck"): "one's own checks",
    ("projects/selection/worklist.py", "Bid"): "narrows the tenders that one sees",
    ("projects/selection/worklist.py", "Contract"): "narrows the awards that one sees",
    ("projects/selection/worklist.py", "OwnershipClause"): "narrows the contracts that one sees",
    ("audit/reviews/views/doing.py", "Engagement"): "of the auditor's own mandate",
    ("projects/prosecution/api.py", "Engagement"): "parties of the caller's project, no bidders",
}


def nouns() -> set[str]:
    """The nouns whose rows are not for everybody."""
    scoped = {m.__name__ for m in apps.get_models() if issubclass(m, ProjectScoped)}
    return scoped | {"Project", "Rating", "Entry"}


def edges() -> Iterator[Path]:
    """Every module that answers people or programs."""
    root = Path(settings.BASE_DIR)
    for top in ("projects", "contractors", "audit", "risk", "egov_outsource"):
        for path in sorted((root / top).rglob("*.py")):
            parts = {path.stem, *path.relative_to(root).parts[1:-1]}
            if parts & set(EDGES) and "scenario" not in parts:
                yield path


def unguarded(path: Path) -> Iterator[str]:
    """The nouns that the module reads past `visible_to`."""
    protected = nouns()
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)):
            continue
        manager = node.value
        if manager.attr not in {"objects", "_default_manager"} or node.attr in STARTS:
            continue
        if isinstance(manager.value, ast.Name) and manager.value.id in protected:
            yield manager.value.id


def test_no_edge_reads_rows_of_projects_past_visible_to() -> None:
    root = Path(settings.BASE_DIR)
    found = {(str(path.relative_to(root)), noun) for path in edges() for noun in unguarded(path)}
    assert found - set(JUSTIFIED) == set()
    assert set(JUSTIFIED) - found == set(), "no longer needed"
