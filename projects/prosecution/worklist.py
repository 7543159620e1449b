"""What prosecution expects of people."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contractors.models import Rating
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.prosecution.models import Breach, Obligation
from projects.rights import Right
from projects.work import Task, most_urgent, provides_tasks


def _in(rows: Any, project: Project | None) -> Any:
    rows = rows.filter(project__status="active").select_related("project__owner")
    return rows.filter(project=project) if project else rows


def _where(user: User, right: Right) -> Q:
    return access.held(user, right)


@provides_tasks
def obligations_due(user: User, project: Project | None) -> Iterator[Task]:
    """What one's own organisation owes."""
    scope = access.scope_of(user)
    rows = Obligation.objects.visible_to(user).filter(
        status=Obligation.Status.PENDING, party__in=scope.organisations
    )
    for row in most_urgent(_in(rows, project), "due"):
        title = _("Meet the obligation %(obligation)s") % {"obligation": row}
        yield Task(title, reverse("prosecution:obligation", args=[row.pk]), row.project, row.due)


@provides_tasks
def breaches_to_notice(user: User, project: Project | None) -> Iterator[Task]:
    """Breaches without notice, for officers."""
    rows = Breach.objects.visible_to(user).filter(
        _where(user, Right.EDIT_PROSECUTION), status=Breach.Status.OPEN
    )
    for row in most_urgent(_in(rows, project).select_related("obligation"), "decide_by"):
        title = _("Give notice of %(breach)s") % {"breach": row}
        yield Task(title, reverse("prosecution:breach", args=[row.pk]), row.project, row.decide_by)


@provides_tasks
def breaches_to_answer(user: User, project: Project | None) -> Iterator[Task]:
    """Notices to one's own organisation."""
    rows = Breach.objects.visible_to(user).filter(
        _where(user, Right.RESPOND),
        status=Breach.Status.NOTICED,
        obligation__party__in=access.scope_of(user).organisations,
    )
    for row in most_urgent(_in(rows, project).select_related("obligation"), "cure_by"):
        title = _("Answer the notice of %(breach)s") % {"breach": row}
        yield Task(title, reverse("prosecution:breach", args=[row.pk]), row.project, row.cure_by)


@provides_tasks
def breaches_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Breaches whose party was heard, for leaders who did not open them."""
    heard = Q(status=Breach.Status.ANSWERED) | Q(
        status=Breach.Status.NOTICED, cure_by__lt=timezone.localdate()
    )
    rows = (
        Breach.objects.visible_to(user)
        .filter(heard, _where(user, Right.X4))
        .exclude(opened_by=user)
    )
    for row in most_urgent(_in(rows, project).select_related("obligation"), "decide_by"):
        title = _("Decide on %(breach)s") % {"breach": row}
        yield Task(title, reverse("prosecution:breach", args=[row.pk]), row.project, row.decide_by)


@provides_tasks
def ratings_to_comment(user: User, project: Project | None) -> Iterator[Task]:
    """Ratings of one's own organisation, open for comment."""
    rows = Rating.objects.visible_to(user).filter(
        _where(user, Right.COMMENT),
        status=Rating.Status.OPEN,
        comment="",
        comment_by__gte=timezone.localdate(),
        organisation__in=access.scope_of(user).organisations,
    )
    for row in most_urgent(_in(rows, project), "comment_by"):
        title = _("Comment on your rating")
        yield Task(title, reverse("prosecution:rating", args=[row.pk]), row.project, row.comment_by)


@provides_tasks
def ratings_to_finalise(user: User, project: Project | None) -> Iterator[Task]:
    """Ratings that were commented or whose time is over, for leaders who did not write them.

    What the contractor answered is decided one level above, where there is one (SOD-10).
    """
    theirs = ~Q(comment="") & Q(
        project__owner__parent__isnull=False,
        project__owner__in=access.scope_of(user).organisations,
    )
    ready = ~Q(comment="") | Q(comment_by__lt=timezone.localdate())
    rows = (
        Rating.objects.visible_to(user)
        .filter(ready, _where(user, Right.X5), status=Rating.Status.OPEN)
        .exclude(rated_by=user)
        .exclude(theirs)
    )
    for row in most_urgent(_in(rows, project).select_related("organisation")):
        title = _("Make the rating of %(contractor)s final") % {"contractor": row.organisation}
        yield Task(title, reverse("prosecution:rating", args=[row.pk]), row.project)
