"""A change of the key that signs heads of a tree: proposed, approved, handed over."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.log.models.checkpoint import LogKey, Tree

LONGEST_HAND_OVER = 366


class KeyChange(models.Model):
    """Two operators decide it; the sequencer makes the key, announces it, signs with both, ends.

    While both sign, everybody who checks the log takes the new key from a head that the old one
    signed. A hand-over of no days is for a key that was lost or stolen.
    """

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        ANNOUNCED = "announced", _("both keys sign")
        DONE = "done", _("the new key signs alone")
        DROPPED = "dropped", _("dropped")

    OPEN = (State.PROPOSED, State.APPROVED, State.ANNOUNCED)

    tree = models.CharField(_("tree"), max_length=10, choices=Tree.choices, default=Tree.SHA256)
    reason = models.CharField(_("reason"), max_length=500)
    hand_over_days = models.PositiveSmallIntegerField(_("days in which both keys sign"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    key = models.OneToOneField(
        LogKey, on_delete=models.PROTECT, related_name="brought_by", null=True
    )
    ends_at = models.DateTimeField(_("both sign until"), null=True)

    class Meta:
        verbose_name = _("change of the log's key")
        verbose_name_plural = _("changes of the log's key")
        default_permissions = ()
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tree"],
                condition=Q(state__in=["proposed", "approved", "announced"]),
                name="key_change_open_once",
            ),
            models.CheckConstraint(
                condition=Q(hand_over_days__lte=LONGEST_HAND_OVER), name="key_change_days"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | Q(state="dropped", decided_by__isnull=False, decided_at__isnull=False)
                | (
                    Q(state__in=["approved", "announced", "done"])
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
                name="key_change_by_two",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["announced", "done"], key__isnull=False, ends_at__isnull=False
                )
                | Q(state__in=["proposed", "approved", "dropped"], key=None, ends_at=None),
                name="key_change_has_its_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tree_display()} {self.pk}"
