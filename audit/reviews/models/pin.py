"""A document as it was when a finding was issued."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models.finding import AuditFinding


class FindingEvidence(models.Model):
    """Evidence of a finding; its digest is pinned at issue, whatever version follows."""

    finding = models.ForeignKey(
        AuditFinding, on_delete=models.CASCADE, related_name="pins", db_column="auditfinding_id"
    )
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(_("SHA-256 at issue"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("pinned evidence")
        verbose_name_plural = _("pinned evidence")
        db_table = "reviews_auditfinding_evidence"
        default_permissions = ()
        ordering = ["pk"]
        unique_together = [("finding", "document")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex="^[0-9a-f]{64}$"),
                name="pinned_evidence_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.sha256[:12]}"
