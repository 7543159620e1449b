"""Nouns of evidence."""

from audit.evidence.models.document import Document, DocumentQuerySet

__all__ = ["Document", "DocumentQuerySet"]
