"""Verify that government really has an asset."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotAllowed
from projects.acceptance.assets import require_evidence
from projects.acceptance.models import Asset, CustodyVerification
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def verify_custody(
    asset: Asset,
    *,
    actor: User,
    method: str,
    result: str,
    verified_on: date,
    note: str = "",
    evidence: Document | None = None,
) -> CustodyVerification:
    """Supervisor, assessor, tester or officer make sure that an asset is where it should be.

    Whoever holds it outside government cannot verify it. A verification stays as it is; the next
    one follows it. Recorded as `custody:verified`.
    """
    asset = locked(asset)
    mandate = require_verifier(asset, actor)
    if asset.retired_on is not None:
        raise Conflict("ASSET-RETIRED", _("This asset has been retired."))
    if verified_on > timezone.localdate():
        problem = _("Choose today or a day before.")
        raise Invalid("CUSTODY-DATE", problem, fields={"verified_on": problem})
    require_evidence(asset, evidence)
    verification = CustodyVerification.objects.create(
        project=asset.project,
        asset=asset,
        method=method,
        result=result,
        note=note,
        evidence=evidence,
        verified_on=verified_on,
        organisation_id=mandate.organisation_id,
        verified_by=actor,
    )
    record(
        "custody:verified",
        verification,
        actor=actor,
        data={
            "asset": asset,
            "method": method,
            "result": result,
            "verified_on": verified_on,
            "note": note,
            "evidence": evidence,
        },
    )
    announce(asset.project_id)
    return verification


def require_verifier(asset: Asset, actor: User) -> access.Decision:
    """Refuse who neither tests nor prepares acceptance, and who holds the asset themselves."""
    mandate = access.may(actor, Right.TEST, asset)
    if not mandate:
        mandate = access.require(actor, Right.EDIT_ACCEPTANCE, asset)
    if mandate.organisation_id == asset.holder_id and not asset.holder.is_government:
        raise NotAllowed("CUSTODY-OWN", _("Whoever holds an asset cannot verify it."))
    return mandate
