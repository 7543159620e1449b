"""Builders of audit work."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit.reviews.actions.ask_question import ask_question
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.draft_question import draft_question
from audit.reviews.actions.draw_sample import draw_sample
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.report_elimination import report_elimination
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.write_workpaper import write_workpaper
from audit.reviews.models import (
    AuditFinding,
    EliminationReport,
    Question,
    Review,
    Sample,
    Workpaper,
)
from egov_outsource.accounts.models import User
from tests.build.evidence import document
from tests.build.projects import Cast


def review(cast: Cast) -> Review:
    """An audit announced by the auditor of the cast."""
    return open_review(
        cast.project,
        actor=cast.auditor,
        title="Contract audit",
        plan="Look at it",
        scope="Payments and changes",
        criteria="The contract",
    )


def contents(cast: Cast, **facts: Any) -> dict[str, Any]:
    """A complete finding addressed to the owner agency."""
    return {
        "title": "Payments before acceptance",
        "severity": "high",
        "criterion": "Clause 7: payment after acceptance.",
        "condition": "Two payments were made before.",
        "cause": "No three-way match.",
        "effect": "No leverage for corrections.",
        "recommendation": "Match before payment.",
        "due": timezone.localdate() + timedelta(days=20),
        "addressee": cast.agency,
    } | facts


def draft(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """A complete draft with a document as evidence."""
    if "evidence" not in facts:
        name = f"sample {AuditFinding.objects.count()}"
        facts["evidence"] = [document(cast.project, cast.auditor, name)]
    return draft_finding(of or review(cast), actor=cast.auditor, **contents(cast, **facts))


def issued(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """An issued finding."""
    return issue_finding(draft(cast, of, **facts), actor=cast.auditor)


def answered(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """A finding that its addressee answered: it agrees and promises a measure."""
    finding = issued(cast, of, **facts)
    return respond_finding(finding, actor=speaker(cast, finding), **answer())


def answer(**facts: Any) -> dict[str, Any]:
    """Agreement with a measure."""
    return {
        "response": "We will match.",
        "agreement": "agrees",
        "planned_measure": "A three-way match before each payment.",
        "measure_due": timezone.localdate() + timedelta(days=30),
    } | facts


def reported(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """A finding whose elimination is reported."""
    finding = answered(cast, of, **facts)
    actor = speaker(cast, finding)
    proof = document(cast.project, actor, f"measure {EliminationReport.objects.count()}")
    return report_elimination(
        finding, actor=actor, done="Matched.", done_on=timezone.localdate(), evidence=[proof]
    )


def speaker(cast: Cast, finding: AuditFinding | Question) -> User:
    """Who answers for the addressee."""
    is_owner = finding.addressee_id == cast.agency.pk
    return cast.officer if is_owner else cast.project_manager


def question(cast: Cast, of: Review | None = None, **facts: Any) -> Question:
    """The draft of a question to the owner agency."""
    return draft_question(
        of or review(cast),
        actor=cast.auditor,
        **{
            "title": "Who approved the second payment?",
            "text": "Name the person and the day.",
            "due": timezone.localdate() + timedelta(days=10),
            "addressee": cast.agency,
        }
        | facts,
    )


def asked(cast: Cast, of: Review | None = None, **facts: Any) -> Question:
    """A question that waits for its answer."""
    return ask_question(question(cast, of, **facts), actor=cast.auditor)


def paper(cast: Cast, of: Review | None = None, **facts: Any) -> Workpaper:
    """A working paper."""
    notes = {"title": "Walk-through", "text": "Looked at the match."} | facts
    return write_workpaper(of or review(cast), actor=cast.auditor, **notes)


def sample(cast: Cast, of: Review | None = None, **facts: Any) -> Sample:
    """A sample of the decisions of the project."""
    asked_for = {
        "purpose": "Decisions with their entries",
        "population_kind": "decisions",
        "method": "random",
        "size": 3,
    }
    return draw_sample(of or review(cast), actor=cast.auditor, **asked_for | facts)
