# ruff: noqa: S608 - what is put together here are names of our own tables, nothing that was typed
"""Which rows a reader meets and an actor may write, for every table that belongs to projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from egov_outsource.wall import outside

MINE = "(SELECT organisation_id FROM wall_mine)"
GOVERNMENT = "(SELECT EXISTS (SELECT FROM wall_mine WHERE kind = 'government'))"
OWN_PAPERS = "view_own"


@dataclass(frozen=True)
class Policy:
    """`reads` holds for whoever looks, `writes` for whoever acts; empty is never."""

    table: str
    reads: str
    writes: str


def holding(right: str, column: str) -> str:
    """Rows whose project the viewer holds `right` on, itself or through its agency."""
    return f"EXISTS (SELECT FROM wall_reach r WHERE r.project_id = {column} AND r.held = '{right}')"


def on_agency(right: str, column: str) -> str:
    """Rows whose agency the viewer holds `right` on."""
    return f"{column} IN (SELECT agency_id FROM wall_agency WHERE held = '{right}')"


def within_reach(column: str) -> str:
    """Rows whose project the viewer holds anything on."""
    return f"EXISTS (SELECT FROM wall_reach r WHERE r.project_id = {column})"


def published(column: str) -> str:
    """Rows of a project whose tender everybody may read."""
    return f"EXISTS (SELECT FROM wall_published w WHERE w.project_id = {column})"


def any_of(*conditions: str) -> str:
    """At least one."""
    return " OR ".join(f"({condition})" for condition in conditions if condition)


def own(model: type[Model], table: str, path: str = "") -> str:
    """Rows that concern the viewer's own organisation, in projects where its papers are read."""
    path = path or getattr(model, "own_path", "")
    if not path:
        return ""
    papers = f"SELECT project_id FROM wall_project WHERE held = '{OWN_PAPERS}'"
    if "__" in path:
        concerns = f"{table}.id IN (SELECT id FROM {own_view(table)})"
    else:
        concerns = f"{table}.{_column(model, path)} IN {MINE}"
    return f"{table}.project_id IN ({papers}) AND {concerns}"


def own_view(table: str) -> str:
    """The view of those rows of `table` that lead to an organisation of the viewer."""
    return f"wall_own_{table}"


def own_views() -> Iterator[tuple[str, str]]:
    """Name and text of each: what leads through other rows asks no policies on its way, for
    policies within policies cost the planner more than the rows cost."""
    for model in apps.get_models():
        path: str = getattr(model, "own_path", "")
        if "__" in path and not model._meta.proxy:
            table = model._meta.db_table
            *through, last = path.split("__")
            joins, above = "", "r"
            noun: Any = model
            for number, name in enumerate(through):
                column, noun = _column(noun, name), noun._meta.get_field(name).related_model
                joins += f" JOIN {noun._meta.db_table} a{number} ON a{number}.id = {above}.{column}"
                above = f"a{number}"
            where = f"{above}.{_column(noun, last)} IN {MINE}"
            yield own_view(table), f"SELECT r.id FROM {table} r{joins} WHERE {where}"


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def scoped(model: type[Model]) -> Policy:
    """A noun inside a project: read by its right or as one's own, written within reach."""
    table = model._meta.db_table
    right = str(getattr(model, "visible_by", "view_project"))
    reads = any_of(holding(right, f"{table}.project_id"), own(model, table))
    return Policy(table, reads, within_reach(f"{table}.project_id"))


def is_scoped(model: type[Model]) -> bool:
    """Whether its rows carry the id of their project."""
    project = apps.get_model("projects", "Project")
    return any(
        field.name == "project" and field.related_model is project
        for field in model._meta.concrete_fields
    )


def is_outside(model: type[Model]) -> bool:
    """Whether it is in the list of exceptions."""
    meta = model._meta.concrete_model._meta if model._meta.concrete_model else model._meta
    return meta.app_label in outside.APPS or meta.label in outside.TABLES


def inherited(model: type[Model]) -> Policy | None:
    """A table without the id of a project: its rows are met where the row above them is.

    None where nothing is above: then no role has any privilege, and a test asks for a decision.
    """
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        above: Any = field.related_model
        if above is not None and not field.null and is_scoped(above):
            parent = above._meta.db_table
            condition = f"{table}.{field.column} IN (SELECT {parent}.id FROM {parent})"
            return Policy(table, condition, _written_through(parent, f"{table}.{field.column}"))
    return None


def _written_through(parent: str, column: str) -> str:
    reach = within_reach("above.project_id")
    return f"EXISTS (SELECT FROM {parent} above WHERE above.id = {column} AND {reach})"
