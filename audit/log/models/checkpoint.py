"""Signed heads of the tree, and the keys that signed them."""

from dataclasses import replace
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.log.note import LARGEST_SIZE, VerifierKey


class Tree(models.TextChoices):
    """Over the same entries there may be a second tree with another hash."""

    SHA256 = "sha256", "SHA-256"
    SM3 = "sm3", "SM3"


class LogKey(models.Model):
    """A public key of the log with its name: what somebody who checks the log must know.

    The private half is reachable by the sequencer only. The name is the origin of the log; it is
    fixed by the first key and never changes, whatever the platform's address becomes. A key that
    was withdrawn says how large the last head is that it signs.
    """

    tree = models.CharField(max_length=10, choices=Tree.choices)
    origin = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(default=1)
    vkey = models.TextField(unique=True)
    since = models.DateTimeField()
    first_size = models.PositiveBigIntegerField(default=0)
    last_size = models.PositiveBigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tree", "number"], name="log_key_once_per_number"),
            models.CheckConstraint(
                condition=Q(last_size=None, ended_at=None)
                | Q(ended_at__gte=F("since"), last_size__gte=F("first_size")),
                name="log_key_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.vkey

    @property
    def verifier(self) -> VerifierKey:
        """The key with the sizes of heads that it signs."""
        last = LARGEST_SIZE if self.last_size is None else self.last_size
        return replace(VerifierKey.parse(self.vkey), first=self.first_size, last=last)


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    """Signed heads; they are public."""

    def last_of(self, tree: str = Tree.SHA256) -> "Checkpoint | None":
        """The newest of a tree."""
        return self.filter(tree=tree).order_by("-size").first()

    def having_cosignatures(self, number: int) -> Self:
        """Those that at least so many witnesses cosigned."""
        return self.alias(seen_by=models.Count("cosignatures")).filter(seen_by__gte=number)


class Checkpoint(models.Model):
    """A head of the tree that the log signed; never changed, and each larger than the last."""

    tree = models.CharField(max_length=10, choices=Tree.choices, default=Tree.SHA256)
    size = models.PositiveBigIntegerField(_("entries"))
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField(_("signed"))

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-size"]
        constraints = [
            models.UniqueConstraint(fields=["tree", "size"], name="checkpoint_once_per_size"),
        ]

    def __str__(self) -> str:
        return f"{self.tree} {self.size}"
