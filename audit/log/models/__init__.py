"""Nouns of the log."""

from audit.log.models.alarm import Alarm
from audit.log.models.checkpoint import Checkpoint, LogKey, Tree
from audit.log.models.disclosure import Disclosure
from audit.log.models.entry import REFUSED, Entry, EntryQuerySet
from audit.log.models.erasure import Erasure
from audit.log.models.key_change import KeyChange
from audit.log.models.leaf import Leaf
from audit.log.models.outside import Cosignature, TimeToken, WitnessContact
from audit.log.models.pending import Pending
from audit.log.models.reconciliation import Reconciliation

__all__ = [
    "REFUSED",
    "Alarm",
    "Checkpoint",
    "Cosignature",
    "Disclosure",
    "Entry",
    "EntryQuerySet",
    "Erasure",
    "KeyChange",
    "Leaf",
    "LogKey",
    "Pending",
    "Reconciliation",
    "TimeToken",
    "Tree",
    "WitnessContact",
]
