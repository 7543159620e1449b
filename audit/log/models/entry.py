"""Entries of the log: what happened, and the exact bytes that say so."""

import hashlib
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import Viewer, scope_of
from projects.rights import Right

REFUSED = "attempt:refused"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries; every reading starts from `visible_to`."""

    def visible_to(self, user: Viewer) -> "EntryQuerySet":
        """Those of projects whose trail `user` may see, and what `user` did for whom they serve.

        What somebody did for another organisation stays there when they leave it. Refused
        attempts are for those who see the trail, not for those who tried.
        """
        scope = scope_of(user)
        if user.pk is None or not scope.organisations:
            return self.none()
        served = models.Q(organisation_id__in=list(scope.organisations))
        account = models.Q(organisation_id=None, project_id=None)
        branches = [
            models.Q(actor_id=user.pk) & (served | account) & ~models.Q(event=REFUSED),
        ]
        if scope.agencies.get(Right.VIEW_TRAIL):
            # an entry names the owner of its day for ever; who reads it is asked of the project
            owned = apps.get_model("projects", "Project")._default_manager.filter(
                owner_id__in=list(scope.agencies[Right.VIEW_TRAIL])
            )
            branches.append(models.Q(project_id__in=owned.values("pk")))
        if scope.projects.get(Right.VIEW_TRAIL):
            branches.append(models.Q(project_id__in=list(scope.projects[Right.VIEW_TRAIL])))
        keys = [Entry.objects.filter(branch).order_by().values("pk") for branch in branches]
        return self.filter(pk__in=keys[0].union(*keys[1:]) if keys[1:] else keys[0])

    def about(self, subject: models.Model) -> "EntryQuerySet":
        """Those about one thing."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class Entry(models.Model):
    """One action, or one refused attempt, as it was when it happened; never changed.

    Names of things and people are kept as text beside the ids, without foreign keys, because
    the entry outlives what it speaks of. `leaf` holds the exact canonical bytes that the Merkle
    tree is built over; they are stored once and never serialised again.
    """

    project_path: ClassVar[str] = "project_id"

    uid = models.UUIDField(unique=True)
    at = models.DateTimeField(_("when"))
    event = models.CharField(_("event"), max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10)
    organisation_id = models.BigIntegerField(null=True)
    organisation_name = models.CharField(_("for"), max_length=300, blank=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(_("about"), max_length=500)
    subject_seq = models.PositiveIntegerField()
    project_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    stage = models.CharField(max_length=12, blank=True)
    point = models.CharField(_("decision point"), max_length=2, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)
    schema = models.PositiveSmallIntegerField(default=1)
    leaf = models.BinaryField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "subject_seq"],
                name="entry_numbered_per_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["project_id", "-id"], name="entry_of_project"),
            models.Index(fields=["actor_id", "-id"], name="entry_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_name}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("audit:entry", args=[self.uid])

    @property
    def leaf_hash(self) -> str:
        """The hash of the leaf in a Merkle tree (RFC 6962): SHA-256 over 0x00 and the leaf."""
        return hashlib.sha256(b"\x00" + bytes(self.leaf)).hexdigest()

    @property
    def actor_name(self) -> str:
        """Who acted, and for whom when standing in, unless the names were erased."""
        names = self.personal
        actor, absent = str(names.get("actor.name", "")), names.get("acting_for.name")
        if not (actor and absent):
            return actor
        return str(_("%(actor)s on behalf of %(absent)s") % {"actor": actor, "absent": absent})

    @property
    def personal(self) -> dict[str, Any]:
        """The personal fields that are still disclosed."""
        return {item.name: item.value for item in self.disclosures.all()}
