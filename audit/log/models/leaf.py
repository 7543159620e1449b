"""The place of an entry in the tree."""

from django.db import models

from audit.log.models.entry import Entry


class Leaf(models.Model):
    """The number of an entry, without gaps from zero, and its hash; never changed.

    Only the sequencer writes these rows. The database refuses a number that leaves a gap.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="place")
    hash = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.index)
