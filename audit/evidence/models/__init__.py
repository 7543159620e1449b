"""Nouns of evidence."""

from audit.evidence.models.disposal import Disposal
from audit.evidence.models.document import Document, DocumentQuerySet
from audit.evidence.models.hold import Hold
from audit.evidence.models.upload import Upload

__all__ = ["Disposal", "Document", "DocumentQuerySet", "Hold", "Upload"]
