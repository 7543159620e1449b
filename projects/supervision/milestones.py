"""What must hold of a milestone."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Hidden, Text
from projects.models import Project
from projects.selection.models import Contract
from projects.selection.terms import refuse_wrong
from projects.supervision.models import Milestone

HEAVIEST = Decimal(1000)


def check_milestone(
    project: Project,
    *,
    code: str,
    title: str,
    kind: str,
    due: date,
    weight: Decimal,
    contract: Contract | None,
) -> None:
    """Refuse a milestone that cannot be right, field by field."""
    if contract is not None and contract.project_id != project.pk:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    wrong: dict[str, Text] = {}
    for name, text in (("code", code), ("title", title)):
        if not text.strip():
            wrong[name] = _("This is needed.")
    if kind not in Milestone.Kind.values:
        wrong["kind"] = _("Choose one of the types.")
    if not Decimal(0) < weight < HEAVIEST:
        wrong["weight"] = _("Give a weight above 0 and below 1000.")
    starts = (contract.start_date if contract else None) or project.start_date
    if starts is not None and due < starts:
        wrong["due"] = _("This lies before the beginning, %(day)s.") % {"day": starts.isoformat()}
    refuse_wrong("MILESTONE", wrong)
