"""Values as canonical JSON knows them: decimals and times as strings, never floats."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

AS_THEY_ARE = frozenset({str, int, bool, type(None)})
WRITTEN = (str, Decimal, UUID, Promise, float)


def plain(value: Any) -> Any:  # noqa: PLR0911 - one return a kind of value
    """`value` as null, bool, int, str, list or dict.

    Raises:
        TypeError: for a type whose canonical form is not defined here.

    """
    if type(value) in AS_THEY_ARE or isinstance(value, int):
        return value
    if isinstance(value, WRITTEN):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")
