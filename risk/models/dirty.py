"""A project that changed since its risk was last computed."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from projects.models import Project

MARK = """
    INSERT INTO risk_dirtyproject (project_id, since, seq)
    SELECT id, now(), nextval('risk_event_seq')
    FROM unnest(%s::bigint[]) AS changed (id) ORDER BY id
    ON CONFLICT (project_id) DO UPDATE SET seq = nextval('risk_event_seq')
"""


class DirtyProject(models.Model):
    """Written in the transaction of the change itself, so that no crash can lose it; removed by
    the run that has seen `seq`."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField(_("since"))
    seq = models.BigIntegerField(_("number of the last change"))

    class Meta:
        verbose_name = _("project to recompute")
        verbose_name_plural = _("projects to recompute")
        default_permissions = ()
        indexes = [models.Index(fields=["since"], name="risk_dirty_since")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.seq}"


def mark_dirty(projects: list[int]) -> None:
    """Note that these projects changed, in the transaction of the change."""
    with connection.cursor() as cursor:
        cursor.execute(MARK, [projects])
