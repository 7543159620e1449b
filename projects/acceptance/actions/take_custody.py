"""Take an asset into the custody of government."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.acceptance.models import Asset, CustodyVerification
from projects.acceptance.ownership import FULL, LEVELS
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right


@action
def take_custody(
    asset: Asset,
    *,
    actor: User,
    control: Decimal = FULL,
    reasons: str = "",
    expected_version: int | None = None,
) -> Asset:
    """Leaders of the owner take an asset over (A5), after its last verification confirmed it.

    Whoever verified it does not decide (SOD-1). From then on the owner holds it; `control` is what
    the owner has of its operation, where a contractor goes on running it. Recorded as
    `asset:taken`; exercises A5.
    """
    asset = locked(asset, expected_version=expected_version)
    mandate = access.require(actor, Right.A5, asset)
    if control not in LEVELS:
        problem = _("Choose 0, 0.5 or 1.")
        raise Invalid("ASSET-CONTROL", problem, fields={"control": problem})
    if asset.retired_on is not None or asset.custody == FULL:
        raise Conflict("ASSET-TAKEN", _("This asset is in custody already, or retired."))
    last = asset.verifications.first()
    if last is None or last.result != CustodyVerification.Result.CONFIRMED:
        raise NotReady(
            "CUSTODY-UNVERIFIED",
            _("Nobody has confirmed yet that this asset can be taken over."),
            helper=_("The supervisor, the assessor or an officer records a verification."),
        )
    require_another(actor, [last.verified_by_id])
    asset.custody, asset.control = FULL, control
    asset.holder = asset.project.owner
    asset.taken_at = timezone.now()
    asset.version += 1
    asset.save()
    log_decision(
        asset,
        actor=actor,
        right=Right.A5,
        event="asset:taken",
        mandate=mandate,
        outcome="accepted",
        reasons=reasons,
    )
    record(
        "asset:taken",
        asset,
        actor=actor,
        point="A5",
        data={"verification": last, "control": control, "reasons": reasons},
    )
    announce(asset.project_id)
    return asset
