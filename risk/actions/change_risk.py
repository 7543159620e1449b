"""Correct what is written about a risk."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskEntry
from risk.register.contents import Scenario, check_scenario, require_status

Status = RiskEntry.Status


@action
def change_risk(
    entry: RiskEntry, *, actor: User, scenario: Scenario, expected_version: int | None = None
) -> RiskEntry:
    """Those who keep risks correct the scenario, its indicators or its owner.

    Who accepted it accepted what stood there then: an accepted risk is opened again first.
    Recorded as `risk:changed`.
    """
    entry = locked(entry, expected_version=expected_version)
    access.require(actor, Right.KEEP_RISKS, entry)
    require_status(entry, [Status.OPEN, Status.TREATED])
    check_scenario(entry.project, scenario, actor)
    changed = sorted(name for name, new in scenario.items() if getattr(entry, name) != new)
    for name, new in scenario.items():
        setattr(entry, name, new)
    entry.version += 1
    entry.save()
    record(
        "risk:changed",
        entry,
        actor=actor,
        data={"changed": changed, "indicators": entry.codes, "owner": entry.owner_id},
    )
    return entry
