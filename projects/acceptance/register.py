"""The asset register of one project with its indices, as page, file and REST show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.acceptance.models import Asset
from projects.acceptance.ownership import VALID, handover_gap, ownership_index
from projects.models import Project


@dataclass(frozen=True)
class Line:
    """One asset and what it counts today."""

    asset: Asset
    owned: Decimal
    is_verified: bool
    verified_on: date | None
    due: date | None


@dataclass(frozen=True)
class Register:
    """The standing assets, GOI and the gap of the hand-over."""

    lines: Sequence[Line]
    goi: Decimal | None
    gap: Decimal | None

    @property
    def shortfall(self) -> Decimal | None:
        """What is missing to full ownership."""
        return None if self.goi is None else 1 - self.goi


def asset_register(project: Project, user: User) -> Register:
    """The register as `user` may see it."""
    today = timezone.localdate()
    rows = Asset.objects.visible_to(user).in_project(project).standing().with_verification()
    found = list(rows.select_related("holder"))
    return Register(
        lines=[line_of(asset, today) for asset in found],
        goi=ownership_index([asset.standing for asset in found], today),
        gap=handover_gap([asset.standing for asset in found], today),
    )


def line_of(asset: Asset, today: date) -> Line:
    """One asset, read `with_verification`, as it counts today."""
    standing = asset.standing
    return Line(
        asset=asset,
        owned=standing.owned(today),
        is_verified=standing.is_verified(today),
        verified_on=standing.verified_on,
        due=standing.verified_on + VALID if standing.verified_on else None,
    )
