"""Remind the audited of what they owe to auditors."""

from datetime import date

from audit.log.action import action
from audit.log.record import record
from audit.reviews.deadlines import owed
from audit.reviews.mail import post_deadlines
from audit.reviews.models import AuditFinding, Question
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.models import Project


@action
def remind_deadlines(project: Project, *, actor: User, today: date) -> Project:
    """The platform writes to those who answer: what is due in three days, passed, or long passed.

    Recorded as `review:reminded` with the numbers; nothing when nothing is owed.
    """
    project = locked(project)
    things = owed(today, project)
    if not things:
        return project
    reminded: dict[type[Question | AuditFinding], list[Question | AuditFinding]] = {
        noun: [thing for thing in things if isinstance(thing, noun)]
        for noun in (Question, AuditFinding)
    }
    for noun, some in reminded.items():
        noun.objects.filter(pk__in=[thing.pk for thing in some]).update(reminded_on=today)
    facts = {
        "questions": sorted(thing.number or 0 for thing in reminded[Question]),
        "findings": sorted(thing.number or 0 for thing in reminded[AuditFinding]),
    }
    record("review:reminded", project, actor=actor, data=facts)
    post_deadlines(project, things)
    return project
