"""Remind the owners of risks that a review is due."""

from collections import defaultdict
from datetime import date

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.letters import post
from projects.concurrency import locked
from projects.models import Project
from risk.models import RiskEntry
from risk.register.reading import due_for_review


@action
def remind_reviews(project: Project, *, actor: User, today: date) -> Project:
    """The platform writes to every owner of a risk of this project whose review is due, once.

    Recorded as `risk:reviews_reminded` with the numbers of the risks; nothing when none is due.
    """
    project = locked(project)
    entries = list(
        due_for_review(RiskEntry.objects.filter(project=project), today).filter(reminded_on=None)
    )
    if not entries:
        return project
    owned: dict[User, list[RiskEntry]] = defaultdict(list)
    for entry in entries:
        owned[entry.owner].append(entry)
    RiskEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(reminded_on=today)
    numbers = [entry.number for entry in entries]
    record("risk:reviews_reminded", project, actor=actor, data={"risks": numbers})
    for owner, theirs in owned.items():
        facts = {"project": project, "entries": theirs}
        post("risk/mail/review", owner.email, owner.language, facts)
    return project
