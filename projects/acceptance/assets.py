"""What must hold of a line of the asset register."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.errors import Conflict, Invalid, Text
from projects.acceptance.models import Asset
from projects.acceptance.ownership import FULL, LEVELS, WEIGHTS
from projects.models import Engagement, Project

PLAIN = frozenset({"kind", "name", "name_zh", "location", "is_required"})
WRITTEN = PLAIN | {"title", "custody", "control", "holder", "contract"}
LONGEST = 300


def check_asset(project: Project, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What may be written of `facts`, or a refusal that names the fields."""
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in facts.items()
        if name in WRITTEN
    }
    wrong = _wrong_facts(given) | _wrong_parties(project, given)
    if wrong:
        raise Invalid("ASSET", _("Some of this cannot be right."), fields=wrong)
    return given


def _wrong_facts(given: Mapping[str, Any]) -> dict[str, Text]:
    wrong: dict[str, Text] = {}
    if "kind" in given and given["kind"] not in WEIGHTS:
        wrong["kind"] = _("This class is not known.")
    if "name" in given and not 0 < len(given["name"]) <= LONGEST:
        wrong["name"] = _("Give a name of at most 300 characters.")
    for part in ("title", "custody", "control"):
        if part in given and given[part] not in LEVELS:
            wrong[part] = _("Choose 0, 0.5 or 1.")
    return wrong


def _wrong_parties(project: Project, given: Mapping[str, Any]) -> dict[str, Text]:
    wrong: dict[str, Text] = {}
    holder, contract = given.get("holder"), given.get("contract")
    if holder is not None and holder.pk not in holders_of(project):
        wrong["holder"] = _("Choose the owner or somebody who takes part in this project.")
    if contract is not None and contract.project_id != project.pk:
        wrong["contract"] = _("This contract belongs to another project.")
    return wrong


def holders_of(project: Project) -> list[int]:
    """Organisations that can hold an asset: the owner, and whoever is engaged in the project."""
    engaged = Engagement.objects.filter(project=project).values_list("organisation", flat=True)
    return [project.owner_id, *engaged.distinct()]


def require_name_free(project: Project, name: str) -> None:
    """Refuse a name that the register has already."""
    if Asset.objects.filter(project=project, name=name).exists():
        problem = _("This register already has an asset with this name.")
        raise Conflict("ASSET-NAME", problem, fields={"name": problem})


def require_evidence(asset: Asset, evidence: Document | None) -> None:
    """Refuse a document of another project."""
    if evidence is not None and evidence.project_id != asset.project_id:
        problem = _("Choose a document of this project.")
        raise Invalid("ASSET-EVIDENCE", problem, fields={"evidence": problem})


def require_government_custody(given: Mapping[str, Any], asset: Asset | None = None) -> None:
    """Refuse custody of government over what somebody else holds."""
    custody = given.get("custody", asset.custody if asset else None)
    holder = given.get("holder", asset.holder if asset else None)
    if custody == FULL and holder is not None and not holder.is_government:
        problem = _("Custody is with government only when a government organisation holds it.")
        raise Invalid("ASSET-CUSTODY", problem, fields={"custody": problem})
