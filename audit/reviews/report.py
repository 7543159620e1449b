"""What the report of an audit says, once for the page and the file."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from audit.evidence.models import Document
from audit.reviews.closing import summary_of
from audit.reviews.models import (
    AuditFinding,
    EliminationReport,
    Question,
    Review,
    Sample,
    SampleItem,
)
from egov_outsource import access
from egov_outsource.accounts.models import User


@dataclass
class Reported:
    """A finding with its evidence by digest and its elimination reports."""

    finding: AuditFinding
    evidence: list[tuple[str, str]]
    eliminations: list[EliminationReport]


@dataclass
class Report:
    """Plan, questions, findings with answers and settlements, samples in short."""

    review: Review
    team: list[str]
    questions: list[Question]
    findings: list[Reported]
    samples: list[dict[str, Any]]
    drawn_up_at: Any = field(default_factory=timezone.now)


def report_of(review: Review, user: User) -> Report:
    """The report as `user` may read it: what is issued, never a draft.

    Samples are the auditors' own until the audit is concluded.
    """
    findings = (
        AuditFinding.objects.visible_to(user)
        .filter(review=review, issued_at__isnull=False)
        .select_related("addressee", "responded_by", "resolved_by", "organisation")
        .prefetch_related("pins", "eliminations")
        .order_by("number")
    )
    documents = Document.objects.visible_to(user).filter(project=review.project)
    titles = dict(documents.values_list("pk", "title"))
    questions = Question.objects.visible_to(user).filter(review=review, asked_at__isnull=False)
    is_own = review.engagement.organisation_id in access.scope_of(user).organisations
    samples = summary_of(review) if review.is_open and is_own else review.summary
    return Report(
        review=review,
        team=[str(person) for person in review.team.order_by("name", "pk")],
        questions=list(questions.select_related("addressee", "answered_by").order_by("number")),
        findings=[
            Reported(
                finding,
                [(titles.get(pin.document_id, ""), pin.sha256) for pin in finding.pins.all()],
                sorted(finding.eliminations.all(), key=lambda one: one.number),
            )
            for finding in findings
        ],
        samples=[in_words(sample) for sample in samples],
    )


def in_words(sample: dict[str, Any]) -> dict[str, Any]:
    """A kept summary with its codes as words of the reader."""
    return {
        **sample,
        "population_label": Sample.Population(sample["population"]).label,
        "method_label": Sample.Method(sample["method"]).label,
        "results": [
            (SampleItem.Status(code).label, number) for code, number in sample["results"].items()
        ],
    }
