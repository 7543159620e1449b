"""Change a line of the asset register."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.acceptance.assets import (
    check_asset,
    require_government_custody,
    require_name_free,
)
from projects.acceptance.models import Asset
from projects.acceptance.ownership import FULL
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def change_asset(
    asset: Asset,
    *,
    actor: User,
    facts: Mapping[str, Any],
    reasons: str,
    expected_version: int | None = None,
) -> Asset:
    """Officers of the owner correct the register, with reasons.

    Custody can be lowered here, never raised to government: that is a decision (A5). Recorded as
    `asset:changed` with old and new values.
    """
    asset = locked(asset, expected_version=expected_version)
    access.require(actor, Right.EDIT_ACCEPTANCE, asset)
    if asset.retired_on is not None:
        raise Conflict("ASSET-RETIRED", _("This asset has been retired."))
    if not reasons.strip():
        problem = _("Say why.")
        raise Invalid("ASSET-REASONS", problem, fields={"reasons": problem})
    given = check_asset(asset.project, facts)
    if given.get("custody") == FULL and asset.custody != FULL:
        problem = _("Taking custody is a decision of its own.")
        raise Invalid("ASSET-CUSTODY", problem, fields={"custody": problem})
    require_government_custody(given, asset)
    if given.get("name", asset.name) != asset.name:
        require_name_free(asset.project, given["name"])
    changed = {
        name: {"old": getattr(asset, name), "new": value}
        for name, value in given.items()
        if getattr(asset, name) != value
    }
    for name, value in given.items():
        setattr(asset, name, value)
    asset.version += 1
    asset.save()
    record("asset:changed", asset, actor=actor, data={"changed": changed, "reasons": reasons})
    announce(asset.project_id)
    return asset
