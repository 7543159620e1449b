"""What the rows of the world withhold from one of its people, and where an answer tells it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CharField, DecimalField, F, Model, TextField

from egov_outsource.access import Viewer, remembered_scopes
from egov_outsource.redaction import KINDS, withheld_fields
from egov_outsource.wall.eyes import as_owner
from projects.selection.models import Tender

NUMBER = re.compile(rb"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{4,}(?:\.\d+)?")
WORD = re.compile(rb"secret-\w+-\w+-\d+")
ODD = Decimal("1.0371")  # makes amounts that nothing open has too
SMALL = 999


def _protecting() -> dict[type[Model], frozenset[str]]:
    """The nouns that withhold something, and which of their fields."""
    rules = {
        model: [rule.fields for kind in KINDS if (rule := getattr(model, kind, None))]
        for model in apps.get_models()
    }
    return {model: frozenset().union(*fields) for model, fields in rules.items() if any(fields)}


def make_telling() -> None:
    """Give what is protected a value that tells whose it is wherever it is read."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # which lasts for the transaction of the test
        cursor.execute("SET LOCAL session_replication_role = replica")  # bids are never altered
        for model, names in _protecting().items():
            rows = model._default_manager.all()
            for field in (one for one in model._meta.concrete_fields if one.name in names):
                if isinstance(field, DecimalField) and field.max_digits > 10:  # an amount
                    rows.update(**{field.name: F(field.name) * ODD})
                elif isinstance(field, CharField | TextField) and not field.choices:
                    for row in rows:
                        rows.filter(pk=row.pk).update(**{field.name: word(row, field.name)})
        cursor.execute("SET LOCAL session_replication_role = origin")


def word(row: Model, name: str) -> str:
    """What stands in a field of text."""
    return f"secret-{type(row).__name__}-{name}-{row.pk}"


def amounts() -> dict[tuple[type[Model], Any, str], Decimal]:
    """Every amount of the world."""
    return {
        (model, pk, field.name): value
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, DecimalField)
        for pk, value in model._default_manager.values_list("pk", field.name)
        if value is not None and value > SMALL
    }


class Secrets:
    """What one person may not read, of `before` and of now, by how it would be written."""

    def __init__(self, user: Viewer, before: dict[tuple[type[Model], Any, str], Decimal]) -> None:
        with remembered_scopes():
            hidden = {
                (model, row.pk, name)
                for model in _protecting()
                for row in model._default_manager.all()
                for name in withheld_fields(row, user)
            }
            now = amounts()
            seen = {model: _seen(model, user) for model in {key[0] for key in now}}
        read = {now[key] for key in now if key not in hidden and key[1] in seen[key[0]]}
        self._numbers = {
            number: f"{key[0].__name__}.{key[2]}"
            for source in (before, now)
            for key in hidden & source.keys()
            for number in {source[key], round(source[key])} - read
        }
        self._words = {f"secret-{one.__name__}-{name}-{pk}".encode() for one, pk, name in hidden}

    def told_by(self, content: bytes) -> Iterator[str]:
        """Those that stand in an answer."""
        for found in set(NUMBER.findall(content)):
            number = Decimal(found.replace(b",", b"").decode())
            if number in self._numbers:
                yield f"{self._numbers[number]} {found.decode()}"
        for found in self._words.intersection(WORD.findall(content)):
            yield found.decode()


def _seen(model: type[Model], user: Viewer) -> set[Any]:
    """The rows that `user` sees; what a notice says of a tender everybody does."""
    if model is Tender:
        return set(Tender.objects.published().values_list("pk", flat=True))
    visible = getattr(model._default_manager, "visible_to", None)
    return set(visible(user).values_list("pk", flat=True)) if visible else set()
