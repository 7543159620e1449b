"""Signed heads of the tree, and the keys that signed them."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tree(models.TextChoices):
    """Over the same entries there may be a second tree with another hash."""

    SHA256 = "sha256", "SHA-256"
    SM3 = "sm3", "SM3"


class LogKey(models.Model):
    """A public key of the log with its name: what somebody who checks the log must know.

    The private half is reachable by the sequencer only. The name is the origin of the log; it is
    fixed by the first key and never changes, whatever the platform's address becomes.
    """

    tree = models.CharField(max_length=10, choices=Tree.choices)
    origin = models.CharField(max_length=200)
    vkey = models.TextField(unique=True)
    since = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return self.vkey


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
