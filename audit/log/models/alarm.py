"""What is wrong with the log, as long as it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Alarm(models.Model):
    """A finding about the log itself, raised once and ended when it no longer holds.

    While one of the sequencer is open nothing is signed. Raising and ending are entries of the
    log as well.
    """

    class Kind(models.TextChoices):
        """What was found."""

        HEAD = "head", _("the stored hashes do not lead to the last signed head")
        BEHIND = "behind", _("the database holds less than was already signed")
        KEY = "key", _("the signing key is missing or another one")
        TILE = "tile", _("a stored tile is missing or not what it was")
        WITNESS = "witness", _("a witness saw another history than this one")
        COMPLETENESS = "completeness", _("entries, leaves or objects do not match each other")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    tree = models.CharField(max_length=10, blank=True)
    detail = models.TextField()
    raised_at = models.DateTimeField(_("raised"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "tree"],
                condition=models.Q(ended_at__isnull=True),
                name="alarm_open_once_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
