"""What runs by the clock for audits."""

from celery import shared_task
from django.utils import timezone

from audit.reviews.actions.remind_deadlines import remind_deadlines
from audit.reviews.deadlines import owed
from egov_outsource.accounts.models import User
from projects.models import Project


@shared_task
def remind_deadlines_due() -> int:
    """Write to the audited who owe answers or reports; returns in how many projects."""
    actor, today = User.objects.system(), timezone.localdate()
    keys = {thing.project_id for thing in owed(today)}
    for project in Project.objects.filter(pk__in=keys).order_by("pk"):
        remind_deadlines(project, actor=actor, today=today)
    return len(keys)
