"""Single values of published data: texts, instants, amounts, codes, tolerant of their warts."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from projects.publication.ocds.problems import Problem

MAX_AMOUNT = Decimal(10) ** 16
CURRENCY = re.compile(r"[A-Z]{3}")
TAG = re.compile(r"<[^<>]{0,200}>")
YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, zero or more, with the three letters of its currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time; either end may be unknown, the end is never before the start."""

    start: datetime | None = None
    end: datetime | None = None


UNKNOWN = Period()


def instant(value: Any) -> datetime | None:
    """An instant from ISO 8601 with or without time and offset (then UTC), else None."""
    if not isinstance(value, str) or not 8 <= len(value.strip()) <= 40:  # noqa: PLR2004
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in YEARS else None


def decimal(value: Any) -> Decimal | None:
    """A finite number from a number or the text of one, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip().replace("_", "x"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def as_object(node: Any) -> dict[str, Any]:
    """The object, an empty one for anything else."""
    return node if isinstance(node, dict) else {}


def children(node: Any) -> list[dict[str, Any]]:
    """The objects of a list; a lone object counts as a list of one."""
    if isinstance(node, dict):
        return [node]
    return [entry for entry in node if isinstance(entry, dict)] if isinstance(node, list) else []


@dataclass(slots=True)
class Reader:
    """Takes values out of one process and collects what is wrong with them."""

    ocid: str
    problems: list[Problem] = field(default_factory=list)

    def warn(self, code: str, name: str, **detail: object) -> None:
        """Note that the field called `name` is left out or changed."""
        texts = {key: str(value)[:80] for key, value in detail.items()}
        known = {"field": name, **texts}
        pointer = "/" + name.replace(".", "/")
        self.problems.append(Problem(code, "warning", "", pointer, self.ocid, known))

    def text(self, node: dict[str, Any], key: str, name: str = "", *, limit: int = 500) -> str:
        """Plain text without markup, cut at `limit`."""
        value = node.get(key)
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, int | float | Decimal):
            return str(value)[:limit]
        if not isinstance(value, str):
            self.warn("wrong_type", f"{name or key}")
            return ""
        plain = TAG.sub(" ", value) if "<" in value else value
        plain = plain.strip() if limit > 500 else " ".join(plain.split())  # noqa: PLR2004
        if len(plain) > limit:
            self.warn("text_cut", name or key, limit=limit)
        return plain[:limit]

    def object(self, node: dict[str, Any], key: str, name: str = "") -> dict[str, Any]:
        """A nested object, empty when absent."""
        value = node.get(key)
        if isinstance(value, dict):
            return value
        if value not in (None, "", []):
            self.warn("wrong_type", name or key)
        return {}

    def objects(
        self, node: dict[str, Any], key: str, name: str = "", *, limit: int = 5000
    ) -> list[dict[str, Any]]:
        """A nested list of objects, bounded."""
        found = children(node.get(key))
        if len(found) > limit:
            self.warn("too_many_entries", name or key, limit=limit)
        return found[:limit]

    def instant(self, node: dict[str, Any], key: str, name: str) -> datetime | None:
        """A date or instant."""
        value = node.get(key)
        if value in (None, ""):
            return None
        moment = instant(value)
        if moment is None:
            self.warn("bad_date", name, value=value)
        return moment

    def period(self, node: dict[str, Any], key: str, name: str) -> Period:
        """A span whose end is not before its start."""
        span = self.object(node, key, name)
        start = self.instant(span, "startDate", f"{name}.startDate")
        end = self.instant(span, "endDate", f"{name}.endDate")
        if start and end and end < start:
            self.warn("reversed_period", name)
            return UNKNOWN
        return Period(start, end)

    def money(self, node: dict[str, Any], key: str, name: str) -> Money | None:
        """An amount with its currency; nothing when either is missing or impossible."""
        value = self.object(node, key, name)
        given = value.get("amount")
        if given in (None, ""):
            return None
        amount = decimal(given)
        currency = str(value.get("currency") or "").strip().upper()
        if amount is None:
            self.warn("bad_amount", name, value=given)
        elif amount < 0:
            self.warn("negative_amount", name, value=given)
        elif amount >= MAX_AMOUNT:
            self.warn("huge_amount", name, value=given)
        elif not CURRENCY.fullmatch(currency):
            self.warn("no_currency", name, value=currency or "—")
        else:
            return Money(amount.quantize(Decimal("0.01")), currency)
        return None

    def count(self, node: dict[str, Any], key: str, name: str) -> int | None:
        """A whole number of zero or more."""
        value = node.get(key)
        if value in (None, ""):
            return None
        number = decimal(value)
        if number is None or number < 0 or number != int(number) or number > 2**31 - 1:
            self.warn("bad_count", name, value=value)
            return None
        return int(number)

    def code(
        self,
        node: dict[str, Any],
        key: str,
        name: str,
        *,
        known: Collection[str],
        aliases: dict[str, str] | None = None,
    ) -> str:
        """A code of a closed list, empty when it is none of them."""
        value = node.get(key)
        if value in (None, ""):
            return ""
        given = value.strip() if isinstance(value, str) else str(value)
        found = (aliases or {}).get(given, given)
        if found in known:
            return found
        self.warn("unknown_code", name, value=given)
        return ""
