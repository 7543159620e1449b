"""Code, rules and docs name the same refusals: nothing refuses by a rule that nobody can read."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from projects.duty_rules import RULES, Means

ROOT = Path(settings.BASE_DIR)
APPS = ("audit", "contractors", "egov_outsource", "projects", "risk")
DOCS = ROOT / "docs" / "duties.md"
DEFAULT = "SOD-1"
# edges ask the same question once more, before they show a form
EDGES = ("check",)
# what refuses by another means: the database, or a rule that only finds
HELPERS = frozenset({"require_another"})


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Our modules, without migrations."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def refusals() -> dict[str, set[str]]:
    """By rule, the actions that refuse, and the functions that several of them share."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, module in sources():
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef) and function.name not in {*EDGES, *HELPERS}:
                is_action = "actions" in path.parts
                name = path.stem if is_action else f"{path.stem}.{function.name}"
                for code in _codes(function):
                    found[code].add(name)
    return dict(found)


def _codes(function: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name == "require_another":
            given = [word.value for word in call.keywords if word.arg == "code"]
            yield _text(given[0]) if given else DEFAULT
        elif name == "NotAllowed" and call.args and _text(call.args[0]).startswith("SOD-"):
            yield _text(call.args[0])


def _text(node: ast.expr) -> str:
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""


def told() -> dict[str, set[str]]:
    """What the table of docs/duties.md says."""
    rows = re.findall(r"^\| (SOD-\d+) \| (.*) \|$", DOCS.read_text(), re.M)
    return {code: set(re.findall(r"`([\w.]+)`", names)) for code, names in rows}


def test_every_refusal_is_by_a_rule_that_the_docs_list_and_every_rule_refuses_somewhere() -> None:
    """SOD-1 to SOD-14."""
    assert refusals() == told()
    assert told().keys() == RULES.keys()
    for rule in RULES.values():
        assert Means.ACTION in rule.means, rule.code


def test_every_deciding_action_compares_people_or_is_named_as_one_that_cannot() -> None:
    """SOD-1: an action that decides and asks nobody whose work it was stands in the docs."""
    alone = set()
    refusing = set().union(*refusals().values())
    shared = {one.rpartition(".")[2] for one in refusing}
    for path, module in sources():
        text = path.read_text()
        if "actions" not in path.parts or "log_decision(" not in text:
            continue
        names = {
            getattr(call.func, "id", "") for call in ast.walk(module) if isinstance(call, ast.Call)
        }
        if path.stem not in refusing and not names & shared:
            alone.add(path.stem)
    listed = DOCS.read_text().partition("nobody else has a part")[2].partition("The decision")[0]
    assert alone == set(re.findall(r"`(\w+)`", listed))
