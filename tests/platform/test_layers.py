"""The import contract names every module of the spine, so that none escapes it."""

import tomllib
from pathlib import Path

from django.conf import settings

STAGES = {
    "planning",
    "selection",
    "supervision",
    "acceptance",
    "prosecution",
    "lifecycle",
    "publication",
}
OUTSIDE = {"__init__", "__pycache__", "apps", "migrations"}


def test_every_module_of_the_spine_stands_in_the_contract() -> None:
    root = Path(settings.BASE_DIR)
    written = tomllib.loads((root / "pyproject.toml").read_text())
    house = written["tool"]["importlinter"]["contracts"][0]
    named = {part.strip("() ") for layer in house["layers"] for part in layer.split(":")}
    there = {path.stem for path in (root / "projects").iterdir() if path.suffix in {"", ".py"}}
    spine = {f"projects.{name}" for name in there - STAGES - OUTSIDE}
    assert spine - named == set()
