"""Draft a tender."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.rights import Right
from projects.selection.models import EvaluationCriterion, Tender
from projects.selection.terms import check_criteria, check_tender_terms

TERMS = (
    "reference",
    "title",
    "title_zh",
    "description",
    "method",
    "method_details",
    "method_rationale",
    "award_criteria",
    "value",
    "currency",
    "period_start",
    "period_end",
    "short_period_reason",
)


@action
def draft_tender(
    project: Project,
    *,
    actor: User,
    terms: Mapping[str, Any],
    criteria: Sequence[Mapping[str, Any]] = (),
) -> Tender:
    """Holders of `edit_selection` draft a tender with its evaluation criteria.

    The currency is the project's unless given. Recorded as `tender:drafted`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_SELECTION, project)
    facts = {"currency": project.currency} | {n: v for n, v in terms.items() if n in TERMS}
    check_tender_terms(facts)
    check_criteria(criteria)
    require_free_tender_reference(project.pk, facts["reference"])
    tender = Tender.objects.create(project=project, created_by=actor, **facts)
    write_criteria(tender, criteria)
    record("tender:drafted", tender, actor=actor, data={**facts, "criteria": list(criteria)})
    announce(project.pk)
    return tender


def require_free_tender_reference(
    project_id: int, reference: str, *, besides: int | None = None
) -> None:
    """Refuse a reference that another tender of the project has."""
    taken = Tender.objects.filter(project_id=project_id, reference=reference)
    if taken.exclude(pk=besides or 0).exists():
        message = _("Another tender of this project has this reference.")
        raise Conflict("TENDER-REFERENCE", message, fields={"reference": message})


def write_criteria(tender: Tender, criteria: Sequence[Mapping[str, Any]]) -> None:
    """Replace the criteria of a draft."""
    tender.criteria.all().delete()
    EvaluationCriterion.objects.bulk_create(
        [
            EvaluationCriterion(
                project=tender.project,
                tender=tender,
                title=one["title"],
                weight=one["weight"],
                is_price=bool(one.get("is_price", False)),
            )
            for one in criteria
        ]
    )
