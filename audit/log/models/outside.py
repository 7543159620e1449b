"""What others say about heads of the log: cosignatures of witnesses and trusted times."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.models.checkpoint import Checkpoint


class Cosignature(models.Model):
    """A witness saw this head and that it continues every head that it saw before."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    witness = models.CharField(_("witness"), max_length=255)
    line = models.TextField()
    at = models.DateTimeField(_("cosigned"))

    class Meta:
        default_permissions = ()
        ordering = ["checkpoint", "witness"]
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "witness"], name="cosignature_once_per_witness"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.witness} {self.checkpoint_id}"


class WitnessContact(models.Model):
    """How the last attempt to reach a witness ended; not evidence, only for those who operate."""

    class Outcome(models.TextChoices):
        """What the witness answered, in our words."""

        COSIGNED = "cosigned", _("cosigned")
        UNREACHABLE = "unreachable", _("did not answer")
        REFUSED = "refused", _("refused")
        CONTRADICTED = "contradicted", _("says that the history was rewritten")

    witness = models.CharField(_("witness"), max_length=255, unique=True)
    outcome = models.CharField(_("last attempt"), max_length=12, choices=Outcome.choices)
    detail = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        default_permissions = ()
        ordering = ["witness"]

    def __str__(self) -> str:
        return f"{self.witness} {self.outcome}"


class TimeToken(models.Model):
    """A token of a time-stamping authority (RFC 3161) over the note of a head, as it came.

    `time` is what the authority states, within `accuracy`; the log's own clock plays no part.
    """

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="time_tokens")
    authority = models.CharField(_("time-stamping authority"), max_length=300)
    response = models.BinaryField()
    time = models.DateTimeField(_("time that the authority states"))
    accuracy = models.DurationField(default=timedelta)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["-time"]
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "authority"], name="time_token_once_per_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.time:%Y-%m-%dT%H:%M:%SZ}"
