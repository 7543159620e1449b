"""What is asked of the portfolio: some agencies, one contractor, a stage, a period …"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from projects.models import Project
from projects.models.project import ProjectQuerySet
from projects.rights import Right
from projects.selection.models import Contract


@dataclass(frozen=True, slots=True)
class Asked:
    """Nothing given asks for everything; an agency stands for itself and what lies below it."""

    agency: Organisation | None = None
    contractor: Organisation | None = None
    stage: str = ""
    band: int | None = None
    mode: str = ""
    currency: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_of_agencies(self) -> bool:
        """Whether nothing narrows but, perhaps, an agency."""
        return self == Asked(agency=self.agency)

    def projects(self, user: access.Viewer) -> ProjectQuerySet:
        """The projects in question, of those whose risk `user` may see."""
        rows = Project.objects.where(Right.VIEW_RISK, user).filter(self._narrowed())
        if self.agency is not None:
            rows = rows.filter(owner__in=below(self.agency))
        if self.contractor is not None:
            theirs = Contract.objects.visible_to(user).filter(contractor=self.contractor)
            rows = rows.filter(pk__in=theirs.order_by().values("project"))
        return rows

    def _narrowed(self) -> Q:
        wanted: dict[str, Any] = {
            "stage": self.stage,
            "risk_level": self.band,
            "mode": self.mode,
            "currency": self.currency,
        }
        found = Q(**{name: value for name, value in wanted.items() if value not in {"", None}})
        if self.since is not None:
            found &= Q(end_date__isnull=True) | Q(end_date__gte=self.since)
        if self.until is not None:
            found &= Q(start_date__isnull=True) | Q(start_date__lte=self.until)
        return found


def below(agency: Organisation) -> list[int]:
    """The agency and all that lie below it, read one level at a time."""
    found: list[int] = []
    level = [agency.pk]
    while level:
        found += level
        rows = Organisation.objects.filter(parent__in=level).exclude(pk__in=found)
        level = list(rows.values_list("pk", flat=True))
    return found
