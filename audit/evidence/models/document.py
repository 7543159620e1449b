"""A file whose digest is known from the moment it arrived."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.evidence.catalogue import DOCUMENT_KINDS
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Text
from projects.rights import Right


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents; every reading starts from `visible_to`."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of projects whose evidence `user` may see, and those of one's own organisation."""
        return access.visible(self, user, Right.VIEW_EVIDENCE, own="organisation")


class Document(models.Model):
    """One immutable version of a file; the content lies under its SHA-256, never under its name.

    A corrected file is a new row that `replaces` the older. `url` instead of content is for
    documents that somebody else publishes (imported open data).
    """

    class Scan(models.TextChoices):
        NOTHING = "", _("no content here")
        WAITING = "waiting", _("waiting for the virus scan")
        CLEAN = "clean", _("scanned, nothing found")
        INFECTED = "infected", _("infected")
        NOT_SCANNED = "not_scanned", _("not scanned")
        FAILED = "failed", _("scan failed, will be tried again")

    QUARANTINED = (Scan.INFECTED, Scan.WAITING, Scan.FAILED)
    visible_by = Right.VIEW_EVIDENCE
    own_path = "organisation"
    project_path = "project"

    project = models.ForeignKey(
        "projects.Project", on_delete=models.PROTECT, related_name="documents", editable=False
    )
    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("document type"), max_length=60, blank=True)
    stage = models.CharField(_("stage"), max_length=12, blank=True)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("handed in for"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_by = models.ForeignKey(
        User, verbose_name=_("handed in by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("received"), auto_now_add=True)
    checked_at = models.DateTimeField(_("digest last checked"), null=True, blank=True)
    is_intact = models.BooleanField(_("content unchanged"), null=True, blank=True)
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, blank=True, default="")
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    scan_engine = models.CharField(_("scanned with"), max_length=120, blank=True)
    scan_finding = models.CharField(_("found by the scan"), max_length=300, blank=True)
    scan_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    scan_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    retained_until = models.DateField(_("kept at least until"), null=True, blank=True)
    disposed_at = models.DateTimeField(_("content removed"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        default_permissions = ()
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(sha256__regex="^[0-9a-f]{64}$") & Q(url="") & Q(size__gt=0))
                | (Q(sha256="") & ~Q(url="")),
                name="document_has_digest_or_address",
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "sha256"],
                condition=~Q(sha256="") & Q(disposed_at__isnull=True),
                name="document_content_once_per_party",
            ),
            models.CheckConstraint(
                condition=(Q(sha256="") & Q(scan="")) | (~Q(sha256="") & ~Q(scan="")),
                name="document_scan_of_content",
            ),
            models.CheckConstraint(
                condition=~Q(scan__in=["clean", "infected"]) | Q(scanned_at__isnull=False),
                name="document_scan_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(retained_until__isnull=False),
                name="document_content_is_retained",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_number_from_one"),
        ]
        indexes = [
            models.Index(fields=["project", "-uploaded_at"], name="document_of_project"),
            models.Index(
                fields=["scan_due_at"],
                condition=Q(scan__in=["waiting", "failed", "not_scanned"]),
                name="document_to_scan",
            ),
            models.Index(
                fields=["project"],
                condition=Q(is_intact=False) | Q(scan__in=["infected", "failed"]),
                name="document_in_trouble",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("evidence:detail", args=[self.pk])

    @property
    def is_stored(self) -> bool:
        """Whether the content is here, not only an address elsewhere, and not disposed of."""
        return bool(self.sha256) and self.disposed_at is None

    @property
    def is_quarantined(self) -> bool:
        """Whether the content may not leave: found infected, or not judged by the scanner yet."""
        return self.scan in self.QUARANTINED

    @property
    def scan_tone(self) -> str:
        """The tone in which the outcome of the scan is shown."""
        return {"clean": "success", "infected": "error", "failed": "warning"}.get(self.scan, "info")

    @property
    def kind_label(self) -> Text:
        """The document type in words, as far as it is one of ours."""
        return DOCUMENT_KINDS.get(self.kind, self.kind)

    @property
    def versions(self) -> list["Document"]:
        """All versions of this document, the newest first."""
        chain, seen = [self], {self.pk}
        while (older := chain[-1].replaces) and older.pk not in seen:
            chain.append(older)
            seen.add(older.pk)
        newest: Document | None = self
        while newest and (newest := Document.objects.filter(replaces=newest).first()):
            chain.insert(0, newest)
        return chain
