"""When an audit can end, and what is said of its samples then."""

from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.reviews.models import AuditFinding, Question, Review, SampleItem
from egov_outsource.errors import NotReady, Text


def require_settled(review: Review) -> None:
    """Refuse while a finding is open, or a question waits that is not overdue yet."""
    rows = review.findings.filter(status__in=AuditFinding.OPEN).order_by("number")
    left = [f"A-{number}" for number in rows.values_list("number", flat=True)]
    if left:
        raise NotReady(
            "REVIEW-FINDINGS",
            _("These findings are not settled yet: %(findings)s.") % {"findings": ", ".join(left)},
        )
    waiting = review.questions.filter(
        status=Question.Status.ASKED, due__gte=timezone.localdate()
    ).order_by("number")
    asked = [f"Q-{number}" for number in waiting.values_list("number", flat=True)]
    if asked:
        raise NotReady(
            "REVIEW-QUESTIONS",
            _("These questions can still be answered in time: %(questions)s.")
            % {"questions": ", ".join(asked)},
        )


def require_nothing_kept_back(review: Review) -> None:
    """Refuse, under seal, while a draft is left or a drawn record is not tested."""
    drafts = (
        review.findings.filter(status=AuditFinding.Status.DRAFT).count()
        + review.questions.filter(status=Question.Status.DRAFT).count()
    )
    if drafts:
        raise _sealed("REVIEW-DRAFTS", _("Issue your drafts or give them up before you close."))
    pending = SampleItem.objects.filter(
        sample__review=review, status=SampleItem.Status.PENDING
    ).count()
    if pending:
        raise _sealed(
            "REVIEW-SAMPLES",
            _("%(number)s drawn records are not tested yet.") % {"number": pending},
        )


def _sealed(code: str, message: Text) -> NotReady:
    """A refusal that the trail of the audited does not tell."""
    refusal = NotReady(code, message)
    refusal.is_sealed = True
    return refusal


def by_state(review: Review) -> dict[str, int]:
    """How many issued findings are in each state."""
    issued = review.findings.filter(issued_at__isnull=False).order_by()
    return dict(issued.values("status").annotate(n=Count("pk")).values_list("status", "n"))


def summary_of(review: Review) -> list[dict[str, Any]]:
    """Each sample with its population, how it was drawn, and its results."""
    found = []
    for sample in review.samples.order_by("number"):
        results = sample.items.order_by().values("status").annotate(n=Count("pk"))
        found.append(
            {
                "number": sample.number,
                "purpose": sample.purpose,
                "population": sample.population_kind,
                "method": sample.method,
                "seed": sample.seed,
                "size": sample.items.count(),
                "population_size": sample.population_size,
                "population_total": str(sample.population_total),
                "population_sha256": sample.population_sha256,
                "results": dict(results.values_list("status", "n")),
            }
        )
    return found
