"""Whether the log is complete, as found in one night."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reconciliation(models.Model):
    """One comparison of entries, leaves, numbers per subject and objects of the platform.

    A proof of inclusion says that an entry is in the tree; only this says that none is missing.
    """

    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"))
    entries = models.PositiveBigIntegerField(_("entries"))
    leaves = models.PositiveBigIntegerField(_("leaves"))
    objects_known = models.JSONField(_("objects and their entries"), default=list)
    faults = models.JSONField(_("what does not match"), default=list)

    class Meta:
        default_permissions = ()
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"
