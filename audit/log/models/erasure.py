"""What was erased, when and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.log.models.entry import Entry


class Erasure(models.Model):
    """One personal field that was erased; the database deletes no disclosure without this row."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="erasures")
    name = models.CharField(max_length=60)
    reason = models.CharField(_("reason"), max_length=500)
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="erasure_once_per_field"),
        ]

    def __str__(self) -> str:
        return self.name
