"""Enter an asset into the register."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.acceptance.assets import (
    check_asset,
    require_government_custody,
    require_name_free,
)
from projects.acceptance.models import Asset
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.rights import Right


@action
def register_asset(project: Project, *, actor: User, facts: Mapping[str, Any]) -> Asset:
    """Officers of the owner enter a thing that the project leaves behind.

    Custody of government is entered only for what a government organisation holds already; for
    everything else it is taken later (A5). Recorded as `asset:registered`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_ACCEPTANCE, project)
    given = check_asset(project, facts)
    if missing := {"kind", "name", "title", "custody", "control", "holder"} - set(given):
        raise Invalid(
            "ASSET",
            _("Something is missing."),
            fields={name: _("This is needed.") for name in sorted(missing)},
        )
    require_government_custody(given)
    require_name_free(project, given["name"])
    asset = Asset.objects.create(project=project, registered_by=actor, **given)
    record("asset:registered", asset, actor=actor, data=dict(given))
    announce(project.pk)
    return asset
