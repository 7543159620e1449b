"""What waits for people because of evidence."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Disposal, Document
from audit.evidence.search import in_trouble
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right
from projects.work import Task, provides_tasks

_WORDS = {
    "infected": _("Replace the infected file “%(title)s”"),
    "failed": _("The virus scan of “%(title)s” fails"),
}
_BROKEN = _("“%(title)s” no longer matches its digest")


@provides_tasks
def trouble_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Files in trouble, for those who keep records."""
    kept = Project.objects.where(Right.KEEP_RECORDS, user).order_by().values("pk")
    rows = Document.objects.visible_to(user).filter(project__in=kept)
    if project is not None:
        rows = rows.filter(project=project)
    for document in in_trouble(rows).select_related("project"):
        text = _BROKEN if document.is_intact is False else _WORDS[document.scan]
        yield Task(
            title=text % {"title": document.title},
            url=document.get_absolute_url(),
            project=document.project,
        )


@provides_tasks
def disposal_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Disposals that somebody else proposed."""
    kept = Project.objects.where(Right.KEEP_RECORDS, user).order_by().values("pk")
    rows = Disposal.objects.visible_to(user).filter(project__in=kept, state=Disposal.State.PROPOSED)
    if project is not None:
        rows = rows.in_project(project)
    for disposal in rows.exclude(proposed_by=user).select_related("project", "document"):
        yield Task(
            title=_("Decide the disposal of “%(title)s”") % {"title": disposal.document.title},
            url=disposal.get_absolute_url(),
            project=disposal.project,
        )
