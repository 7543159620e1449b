"""What must hold before this stage ends."""

from projects.checks import Check

CHECKS: list[Check] = []
