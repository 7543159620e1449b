"""Rows that came from elsewhere: found again by their source id, changed only where it differs."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from projects.models import Project

M = TypeVar("M", bound=models.Model)
LONGEST_KEY = 200


@dataclass
class Rows:
    """Brings rows of one project in line with the source and counts what it did."""

    project: Project
    is_new: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    later: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def known(self, model: type[M], key: str = "source_id") -> dict[str, M]:
        """The project's rows that came from the source, by their key; the newest wins."""
        if self.is_new:
            return {}
        rows = model._default_manager.filter(project=self.project).order_by("pk")
        return {getattr(row, key): row for row in rows if getattr(row, key)}

    def bring(self, known: dict[str, M], model: type[M], key: str, /, **values: Any) -> M:
        """The row called `key` with `values`: made, changed or left as it is."""
        row = known.get(key)
        if row is None:
            row = known[key] = model(project=self.project, **values)
            row.save(force_insert=True)
            self._count(model, "created")
        else:
            self._change(row, values)
        return row

    def add(self, known: dict[str, M], model: type[M], key: str, /, **values: Any) -> None:
        """Like `bring` for rows that nothing refers to: new ones wait for `flush`."""
        row = known.get(key)
        if row is None:
            self.later.setdefault(model, []).append(model(project=self.project, **values))
            self._count(model, "created")
        else:
            self._change(row, values)

    def flush(self) -> None:
        """Write what waits."""
        for model, rows in self.later.items():
            model._default_manager.bulk_create(rows, batch_size=500)
        self.later.clear()

    def _change(self, row: models.Model, values: dict[str, Any]) -> None:
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(row, name, value)
        if hasattr(row, "version"):
            row.version += 1
        row.save()
        self._count(type(row), "changed")

    def _count(self, model: type[models.Model], what: str) -> None:
        self.counts[f"{model._meta.model_name}:{what}"] += 1


def short(*parts: str, limit: int = LONGEST_KEY) -> str:
    """A key from its parts that fits its column and stays distinct."""
    text = "/".join(parts)
    if len(text) <= limit:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{text[: limit - 17]}~{digest}"


def fresh(key: str, taken: set[str], *, limit: int = LONGEST_KEY) -> str:
    """`key`, numbered when the source uses it twice."""
    candidate, number = key, 1
    while candidate in taken:
        number += 1
        candidate = short(key, str(number), limit=limit)
    taken.add(candidate)
    return candidate
