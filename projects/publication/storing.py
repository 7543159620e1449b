"""Published data in the form in which it is stored and compared."""

import dataclasses
import hashlib
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from projects.publication.ocds.process import ContractingProcess

# goes up when the mapping changes what becomes of unchanged data
MAPPING = 2


def storable(value: Any) -> Any:
    """A parsed JSON value without decimals: as number where that is exact, else as text."""
    if isinstance(value, dict):
        return {key: storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner) for inner in value]
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    return value


def digest_of(value: Any) -> str:
    """SHA-256 of a JSON value, whatever the order of its members."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def state_of(process: ContractingProcess) -> str:
    """SHA-256 of everything that would be taken over from a process."""
    return digest_of([MAPPING, _plain(dataclasses.asdict(process))])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal | datetime) else value
