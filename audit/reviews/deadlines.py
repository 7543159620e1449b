"""What the audited owe soon or already, and whether they are told of it today."""

from datetime import date, timedelta

from django.db.models import Q

from audit.reviews.models import AuditFinding, Question
from projects.models import Project

NOTICE = timedelta(days=3)
EVERY = timedelta(days=7)
OWING_REPORT = Q(status="report_back") | Q(
    status="answered", agreement__in=AuditFinding.PROMISING, measure_due__isnull=False
)


def owed(today: date, project: Project | None = None) -> list[Question | AuditFinding]:
    """Answers and reports of open audits, or those of one project, to be reminded of today."""
    soon = today + NOTICE
    open_ones = Q(review__closed_at__isnull=True)
    if project is not None:
        open_ones &= Q(project=project)
    questions = Question.objects.filter(open_ones, status="asked", due__lte=soon)
    findings = AuditFinding.objects.filter(
        open_ones,
        Q(status__in=["issued", "returned"], due__lte=soon)
        | OWING_REPORT & Q(measure_due__lte=soon),
    )
    things: list[Question | AuditFinding] = [
        *questions.select_related("addressee").order_by("due", "pk"),
        *findings.select_related("addressee").order_by("pk"),
    ]
    return [thing for thing in things if is_to_be_reminded(thing, today)]


def is_to_be_reminded(thing: Question | AuditFinding, today: date) -> bool:
    """Three days before the day, when it has passed, and every week after."""
    due, last = thing.deadline, thing.reminded_on
    if due is None or due > today + NOTICE:
        return False
    if last is None or last < due - NOTICE:
        return True
    return due < today and (last <= due or last <= today - EVERY)
