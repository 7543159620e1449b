"""Retire an asset."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.acceptance.models import Asset
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.rights import Right


@action
def retire_asset(
    asset: Asset,
    *,
    actor: User,
    retired_on: date,
    reasons: str,
    expected_version: int | None = None,
) -> Asset:
    """Leaders of the owner let go of an asset that is no longer needed (A5); the line stays.

    Recorded as `asset:retired`; exercises A5.
    """
    asset = locked(asset, expected_version=expected_version)
    mandate = access.require(actor, Right.A5, asset)
    if asset.retired_on is not None:
        raise Conflict("ASSET-RETIRED", _("This asset has been retired."))
    if retired_on > timezone.localdate():
        problem = _("Choose today or a day before.")
        raise Invalid("ASSET-DATE", problem, fields={"retired_on": problem})
    if not reasons.strip():
        problem = _("Say why.")
        raise Invalid("ASSET-REASONS", problem, fields={"reasons": problem})
    asset.retired_on = retired_on
    asset.version += 1
    asset.save(update_fields=["retired_on", "version"])
    log_decision(
        asset,
        actor=actor,
        right=Right.A5,
        event="asset:retired",
        mandate=mandate,
        outcome="ended",
        reasons=reasons,
    )
    record(
        "asset:retired",
        asset,
        actor=actor,
        point="A5",
        data={"retired_on": retired_on, "reasons": reasons},
    )
    announce(asset.project_id)
    return asset
