"""What waits to be numbered."""

from django.db import models

from audit.log.models.entry import Entry


class Pending(models.Model):
    """An entry that the sequencer has not yet numbered."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.entry_id)
