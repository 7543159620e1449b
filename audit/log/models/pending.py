"""What waits to be numbered."""

from django.db import models

from audit.log.models.entry import Entry


class Pending(models.Model):
    """An entry that the sequencer has not yet numbered."""

    # written with its entry by one function, and no entry ever goes: every business transaction
    # would pay for a key that finds nothing
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, db_constraint=False
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.entry_id)
