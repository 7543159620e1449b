"""Offer an asset for hand-over."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotAllowed
from projects.acceptance.assets import require_evidence
from projects.acceptance.models import Asset
from projects.acceptance.ownership import FULL
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def offer_asset(
    asset: Asset, *, actor: User, note: str = "", evidence: Document | None = None
) -> Asset:
    """The contractor that holds an asset says that it is ready to be taken over.

    Recorded as `asset:offered`.
    """
    asset = locked(asset)
    require_holder(asset, actor)
    if asset.retired_on is not None or asset.custody == FULL:
        raise Conflict("ASSET-TAKEN", _("This asset need not be handed over any more."))
    require_evidence(asset, evidence)
    asset.offered_at = timezone.now()
    asset.version += 1
    asset.save(update_fields=["offered_at", "version"])
    record("asset:offered", asset, actor=actor, data={"note": note, "evidence": evidence})
    announce(asset.project_id)
    return asset


def require_holder(asset: Asset, actor: User) -> None:
    """Refuse who does not hand things in for the organisation that holds the asset."""
    mandate = access.require(actor, Right.SUBMIT, asset)
    if mandate.organisation_id != asset.holder_id:
        raise NotAllowed("ASSET-HOLDER", _("Only who holds an asset can hand it over."))
