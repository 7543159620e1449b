"""What somebody tried who was refused, in words; every app registers its own actions."""

from collections.abc import Mapping

from egov_outsource.errors import Text

_attempts: dict[str, Text] = {}


def register_attempts(attempts: Mapping[str, Text]) -> None:
    """Add words for actions by name."""
    _attempts.update(attempts)


def attempted(name: str) -> str:
    """The action `name` in words."""
    return str(_attempts.get(name) or name.replace("_", " "))


def known_attempts() -> list[str]:
    """Every action that has words."""
    return sorted(_attempts)
