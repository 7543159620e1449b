"""A file on its way in, part by part."""

import uuid
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped, ScopedQuerySet
from projects.rights import Right


class UploadQuerySet(ScopedQuerySet):
    """Uploads; every reading starts from `visible_to`."""

    def visible_to(self, user: access.Viewer) -> Self:
        """One's own, in projects to which one may still add files."""
        if user.pk is None:
            return self.none()
        return access.visible(self, user, Right.UPLOAD_EVIDENCE).filter(created_by=user)


class Upload(ProjectScoped):
    """How far a large file has come; no evidence yet, and removed when it is not finished.

    The bytes lie beside the evidence, under the random `uid`; what is handed in from them goes
    through the same action as any other file.
    """

    visible_by: ClassVar[Right] = Right.UPLOAD_EVIDENCE

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField(_("size in bytes"))
    offset = models.BigIntegerField(_("bytes received"), default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("removed unless finished before"))

    objects: ClassVar[Any] = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        default_permissions = ()
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, offset__gte=0, offset__lte=F("size")),
                name="upload_within_its_size",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="upload_expiry")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return Path(settings.MEDIA_ROOT) / "parts" / self.uid.hex

    @property
    def is_complete(self) -> bool:
        """Whether every byte is here."""
        return self.offset == self.size
