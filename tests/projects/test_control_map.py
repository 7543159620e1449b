"""The map of control rights: page, file and REST say the same; openings and the log."""

import ast
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from projects.actions.classify_data import classify_data
from projects.actions.set_allocation import set_allocation
from projects.models import Decision, Opening
from projects.openings import DECIDED_ON
from projects.rights import DECISION_POINTS
from tests.build.projects import Cast

ROOT = Path(settings.BASE_DIR)
POINTS = {point.right.name for point in DECISION_POINTS.values()}


def deciding_modules() -> dict[Path, ast.Module]:
    """Action modules that require a right which is a decision point."""
    found = {}
    for path in sorted((ROOT / "projects").glob("**/actions/*.py")):
        tree = ast.parse(path.read_text())
        if any(
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "Right"
            and node.attr in POINTS
            for node in ast.walk(tree)
        ):
            found[path] = tree
    return found


def calls(tree: ast.AST) -> set[str]:
    """The names of what is called in it."""
    return {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def imported_from(tree: ast.Module, name: str) -> Path | None:
    """The module of the house from which `name` comes."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
            path = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            return path if path.exists() else None
    return None


def logs(tree: ast.Module) -> bool:
    """Whether it calls `log_decision`, itself or in a function of the house that it calls."""
    names = calls(tree)
    if "log_decision" in names:
        return True
    for name in names:
        path = imported_from(tree, name)
        for node in ast.parse(path.read_text()).body if path else ():
            is_it = isinstance(node, ast.FunctionDef) and node.name == name
            if is_it and "log_decision" in calls(node):
                return True
    return False


def test_every_action_that_exercises_a_decision_point_writes_the_decision_log() -> None:
    modules = deciding_modules()
    assert len(modules) > 25
    silent = [str(path.relative_to(ROOT)) for path, tree in modules.items() if not logs(tree)]
    assert silent == []


def test_gates_decide_by_a_table_and_write_the_log_too() -> None:
    for name in ("pass_gate", "reopen_gate"):
        path = ROOT / "projects" / "lifecycle" / "actions" / f"{name}.py"
        assert "log_decision" in calls(ast.parse(path.read_text()))


def test_what_deciding_actions_take_first_is_a_thing_whose_opening_is_noted() -> None:
    known = {apps.get_model(label)._meta.model_name for label in DECIDED_ON}
    strange = set()
    for path, tree in deciding_modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == path.stem:
                kind = node.args.args[0].annotation
                assert isinstance(kind, ast.Name)
                strange |= {kind.id.lower()} - known
    assert strange == set()


@pytest.mark.django_db
def test_the_map_its_file_and_rest_say_the_same(cast: Cast, client: Client) -> None:
    set_allocation(
        cast.project,
        actor=cast.leader,
        point="M5",
        mode="deemed",
        decider="C",
        partner="G",
        deemed_days=10,
        basis="clause 19",
    )
    client.force_login(cast.auditor)
    address = reverse("projects:control", args=[cast.project.pk])
    page = client.get(address)
    assert page.context["map"].crmi == Decimal(1) / 75
    text = page.content.decode()
    assert "consent deemed after 10 days" in text
    assert "clause 19" in text
    assert 'id="chart-shares-data"' in text
    api = APIClient()
    api.force_authenticate(cast.auditor)
    answer = api.get(f"/api/v1/projects/{cast.project.pk}/control-rights/").json()
    assert Decimal(answer["crmi"]) == round(Decimal(1) / 75, 4)
    assert answer["decisions"] == page.context["map"].gap.decisions >= 1
    assert {one["dimension"]: one["crmi"] for one in answer["dimensions"]}["M"] == "0.0667"
    m5 = next(p for one in answer["dimensions"] for p in one["points"] if p["code"] == "M5")
    assert m5["declared"] == {"G": 0.5, "T": 0.0, "C": 0.5}
    assert m5["exercised"] is None
    export = client.get(reverse("projects:control_export", args=[cast.project.pk]))
    lines = b"".join(export).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert len(lines) == 31
    assert next(line for line in lines if line.startswith("M5")).split(",")[7:10] == [
        "0.500",
        "0",
        "0.500",
    ]


@pytest.mark.django_db
def test_the_history_of_a_point_shows_closed_declarations(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    address = reverse("projects:control_history", args=[cast.project.pk, "S3"])
    set_allocation(
        cast.project, actor=cast.leader, point="S3", mode="consent", decider="G", partner="C",
        basis="clause 22",
    )  # fmt: skip
    page = client.get(address)
    assert [row.valid_to is None for row in page.context["declarations"]] == [True, True, False]
    assert client.get(address.replace("S3", "S9")).status_code == 404


@pytest.mark.django_db
def test_the_form_declares_by_decider_and_partner(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    address = reverse("projects:allocate", args=[cast.project.pk, "X1"])
    told = {"mode": "consent", "decider": "G", "partner": "C", "basis": "clause 3"}
    assert client.post(address, told).status_code == 302
    initial = client.get(address).context["form"].initial
    assert (initial["decider"], initial["partner"]) == ("G", "C")
    refused = client.post(address, {"mode": "consent", "decider": "G", "basis": "x"})
    assert refused.status_code == 422
    parts = {"mode": "joint", "government": "0.2", "contractor": "0.8", "basis": "clause 27"}
    assert client.post(address, parts).status_code == 302
    assert client.get(address).context["form"].initial["contractor"] == Decimal("0.800")


@pytest.mark.django_db
def test_the_log_knows_when_the_decider_first_opened_the_matter(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    page = reverse("projects:detail", args=[cast.project.pk])
    start = timezone.now()
    for minutes in (0, 5):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            client.get(page)
    client.force_login(cast.project_manager)
    client.get(page)
    client.force_login(cast.auditor)
    client.get(page)
    assert set(Opening.objects.values_list("user", flat=True)) == {
        cast.leader.pk,
        cast.project_manager.pk,  # decides P6 and X3
    }
    with time_machine.travel(start + timedelta(minutes=6), tick=False):
        classify_data(
            cast.project,
            actor=cast.leader,
            classification="important",
            mlps_level=3,
            reasons="personal data",
        )
    decision = Decision.objects.latest("pk")
    assert decision.opened_at is not None
    assert abs(decision.opened_at - start) < timedelta(seconds=1)
