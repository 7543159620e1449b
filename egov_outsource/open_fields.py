"""Fields of protected nouns that whoever sees a row reads: any other one is withheld by default.

A noun is protected when it declares `commercial`, `classified` or `assessed` (`redaction`). A new
field of it is commercial until its name stands here or in one of its declarations.
"""

from functools import cache
from typing import Any

_WHO_AND_WHEN = "id project version status currency source_id reference title title_zh"
OPEN: dict[str, str] = {
    "contractors.Rating": f"""{_WHO_AND_WHEN} organisation period_start period_end rated_by rated_at
        comment_by commented_by commented_at finalised_by finalised_at""",
    "projects.Engagement": f"""{_WHO_AND_WHEN} organisation capacity under purpose basis valid_from
        valid_to is_independent appointed_by created_at ended_at end_reason""",
    "projects.Project": f"""{_WHO_AND_WHEN} owner summary classification start_date end_date mode
        stage source responsible_officer created_by created_at""",
    "projects.Subcontract": f"""{_WHO_AND_WHEN} main organisation part basis valid_from valid_to
        proposed_by proposed_at decided_by decided_at reasons engagement""",
    "selection.Award": f"""{_WHO_AND_WHEN} tender bid supplier reasons decided_by decided_at""",
    "selection.Bid": f"""{_WHO_AND_WHEN} tender bidder status_reason score is_price_explained
        evaluated_by evaluated_at submitted_by submitted_at digest""",
    "selection.Contract": f"""{_WHO_AND_WHEN} award contractor start_date end_date signed_at
        signed_by acknowledged_by acknowledged_at ended_on end_reason created_by created_at""",
    "supervision.ChangeRequest": f"""{_WHO_AND_WHEN} contract number kind reasons days organisation
        proposer proposed_by proposed_at opinion assessed_by assessed_at decided_by decided_at
        decision_reasons procurement_reference implemented_on""",
    "supervision.Payment": f"""{_WHO_AND_WHEN} contract payee purpose claimed_by claimed_at
        certified_by certified_at approved_by approved_at paid_on refused_by refused_at note""",
    "supervision.StatusReport": f"""{_WHO_AND_WHEN} contract as_of number ac_view narrative
        organisation submitted_by submitted_at verified_by verified_at verification_note
        correction_reason superseded_at""",
}


@cache
def unclassified(noun: Any, declared: frozenset[str]) -> frozenset[str]:
    """Fields of `noun`, by name and by column, that are neither `declared` nor open."""
    meta = getattr(noun, "_meta", None)
    if meta is None:
        return frozenset()
    known = declared.union(OPEN.get(meta.concrete_model._meta.label, "").split())
    new = [field for field in meta.concrete_fields if field.name not in known]
    return frozenset(name for field in new for name in (field.name, field.attname))
