"""Finding documents of a project by what the address asks for."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from audit.evidence.models import DocumentQuerySet


def narrowed(rows: DocumentQuerySet, asked: Mapping[str, Any]) -> DocumentQuerySet:
    """`rows` with the words, stage, type and organisation asked for; newest versions only."""
    words = asked.get("q") or ""
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(file_name__icontains=word) | Q(sha256__startswith=word)
        )
    for name in ("stage", "kind", "organisation", "scan"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    if not asked.get("older"):
        rows = rows.filter(replaced_by__isnull=True)
    return rows


def in_trouble(rows: DocumentQuerySet) -> DocumentQuerySet:
    """Those that are infected, could not be scanned, or no longer match their digest."""
    return rows.filter(
        Q(is_intact=False) | Q(scan__in=["infected", "failed"]), disposed_at__isnull=True
    )
