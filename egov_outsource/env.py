"""Configuration read from the environment, secrets also from files (`NAME_FILE`)."""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that `name_FILE` points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Whether `name` is set to 1, true, yes or on."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """`name` as a whole number."""
    return int(text(name) or default)


def words(name: str, default: str = "") -> list[str]:
    """`name` as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
