"""The rows of an access report as people read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership
from projects.rights import Right
from projects.roles import Capacity

FLAG_LABELS = {
    "expiring": _("expires within 30 days"),
    "unused": _("unused for 90 days"),
    "inactive": _("no activity"),
    "reserved": _("holds reserved rights"),
}
FLAG_TONES = {"expiring": "info", "unused": "warning", "inactive": "warning", "reserved": "neutral"}
_ROLES: dict[str, Any] = dict(Membership.Role.choices) | {c.value: c.label for c in Capacity}
_RIGHTS = {right.value: right.label for right in Right}


def role_label(role: str) -> str:
    """A role or capacity in words."""
    return str(_ROLES.get(role, role))


def narrowed(rows: list[dict[str, Any]], asked: dict[str, Any]) -> list[dict[str, Any]]:
    """`rows` as far as `asked` for."""
    words = (asked.get("q") or "").casefold()
    named = ("name", "organisation_name", "project_reference")
    return [
        row
        for row in rows
        if (not asked.get("role") or row["role"] == asked["role"])
        and (not asked.get("flag") or asked["flag"] in row["flags"])
        and words in " ".join(row[name] for name in named).casefold()
    ]


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its codes in words."""
    return row | {
        "role_label": role_label(row["role"]),
        "rights_label": ", ".join(str(_RIGHTS.get(code, code)) for code in row["rights"]),
        "flag_tags": [(FLAG_LABELS[flag], FLAG_TONES[flag]) for flag in row["flags"]],
    }
