"""The list of projects as an API client reads it, made without an object for every row."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from egov_outsource import access
from egov_outsource.redaction import withheld_fields
from projects.models.project import BANDS, Project, ProjectQuerySet
from projects.paging import Page, page_of, readable
from projects.rights import Right

PLAIN = (
    "id",
    "reference",
    "title",
    "title_zh",
    "summary",
    "classification",
    "mlps_level",
    "budget",
    "reference_cost",
    "currency",
    "start_date",
    "end_date",
    "mode",
    "stage",
    "status",
    "source",
    "created_at",
    "version",
)
OWNER = ("id", "kind", "name", "name_zh")
FIELDS = (*PLAIN, "risk_level", *(f"owner__{name}" for name in OWNER))


def listed(
    rows: ProjectQuerySet, user: access.Viewer, *, cursor: str, sort: str, size: int
) -> Page:
    """One page of `rows`, each as `ProjectSerializer` would show it to `user`."""
    page = page_of(rows, user, cursor=cursor, sort=readable(sort, user), size=size, fields=FIELDS)
    scope = access.scope_of(user)
    everywhere = scope.agencies.get(Right.VIEW_RISK, {})
    here = scope.projects.get(Right.VIEW_RISK, {})
    for row in page.rows:
        owner = {name: row.pop(f"owner__{name}") for name in OWNER}
        band = BANDS[row.pop("risk_level")]
        sees_risk = owner["id"] in everywhere or row["id"] in here
        row["owner"] = owner
        row["risk_band"] = band if sees_risk else None
        row["budget"] = _text(row["budget"])
        row["reference_cost"] = _text(row["reference_cost"])
        row["created_at"] = _moment(row["created_at"])
        named = Project(pk=row["id"], owner_id=owner["id"], classification=row["classification"])
        row["withheld"] = sorted(withheld_fields(named, user).intersection(row))
        row.update(dict.fromkeys(row["withheld"]))
    return page


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat().replace("+00:00", "Z")
