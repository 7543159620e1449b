"""Personal fields of entries, kept apart so that they can be erased."""

from django.db import models

from audit.log.models.entry import Entry


class Disclosure(models.Model):
    """A personal field of an entry; the leaf holds only its salted commitment.

    Deleting the row erases the value and leaves every proof valid.
    """

    # the constraint below is the index; as with what is pending, one function writes both
    entry = models.ForeignKey(
        Entry,
        on_delete=models.PROTECT,
        related_name="disclosures",
        db_index=False,
        db_constraint=False,
    )
    name = models.CharField(max_length=60)
    value = models.JSONField()
    salt = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="disclosure_once_per_field"),
        ]

    def __str__(self) -> str:
        return self.name
