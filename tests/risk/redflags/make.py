"""Compiled releases and runs over them, in few words."""

import random
from typing import Any

import orjson

from risk.redflags.findings import Findings
from risk.redflags.lines import processes
from risk.redflags.run import raise_flags
from risk.redflags.settings import read_settings


def bid(
    who: str | list[str],
    amount: float | None = None,
    status: str = "valid",
    currency: str = "CNY",
    **more: Any,
) -> dict[str, Any]:
    """A bid of `who`, with a price when it has an amount."""
    tenderers = [{"id": one} for one in ([who] if isinstance(who, str) else who)]
    made: dict[str, Any] = {"status": status, "tenderers": tenderers, **more}
    if amount is not None:
        made["value"] = {"amount": amount, "currency": currency}
    return made


def award(*who: str, status: str = "active", **more: Any) -> dict[str, Any]:
    """An award to `who`."""
    return {"status": status, "suppliers": [{"id": one} for one in who], **more}


def release(ocid: str, *bids: Any, awards: Any = None, **tender: Any) -> dict[str, Any]:
    """A compiled release."""
    made: dict[str, Any] = {"ocid": ocid, "bids": {"details": list(bids)}}
    if awards is not None:
        made["awards"] = awards
    if tender:
        made["tender"] = tender
    return made


def gap(ocid: str, won: float, second: float, **tender: Any) -> dict[str, Any]:
    """A process that W won before L."""
    return release(ocid, bid("W", won), bid("L", second), awards=[award("W")], **tender)


def run(*releases: Any, shuffled: int | None = None, **settings: Any) -> Findings:
    """Raise the flags of the settings over the releases, read from lines."""
    lines = [orjson.dumps(one) for one in releases]
    if shuffled is not None:
        random.Random(shuffled).shuffle(lines)  # noqa: S311 - an order to try
    complaints: list[tuple[int, str]] = []
    found = raise_flags(
        processes(lines, lambda *complaint: complaints.append(complaint)),
        read_settings(settings),
    )
    assert not complaints
    return found


def results(*releases: Any, **settings: Any) -> Any:
    """What the flags of the settings find."""
    return run(*releases, **settings).results
