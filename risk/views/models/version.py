"""Versions of the risk model: the list, and one with everything that it says."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from egov_outsource.accounts.models import User
from egov_outsource.pages import SignedInMixin
from risk.modelling.ahp import judged
from risk.modelling.comparing import changes_since_published, verdict_of
from risk.modelling.difference import level_of
from risk.modelling.semver import next_after
from risk.modelling.stewards import Role, authorities_of, serves
from risk.models import DimensionJudgement, ModelVersion, RiskModel
from risk.views.models.tables import (
    change_table,
    consistency,
    matrix_table,
    parameter_table,
    relevance_table,
    weight_table,
)

PAGE_SIZE = 25
TONES = {"draft": "info", "published": "success", "withdrawn": "neutral"}


def versions_of(user: User) -> QuerySet[ModelVersion]:
    """What the reader may see, with everybody who had a part."""
    people = ("authority", "base", "drafted_by", "approved_by", "withdrawn_by")
    return ModelVersion.objects.visible_to(user).select_related(*people)


class ModelListView(SignedInMixin, ListView):
    """Versions, the newest first; which one is in force."""

    template_name = "risk/models/list.html"
    context_object_name = "versions"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[ModelVersion]:
        """What the reader may see."""
        return versions_of(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the reader may draft another."""
        return super().get_context_data(
            title=_("Risk models"),
            in_force=ModelVersion.objects.in_force(timezone.localdate()),
            may_draft=authorities_of(self.user, Role.MODEL_STEWARD).exists(),
            tones=TONES,
            **kwargs,
        )


class ModelView(SignedInMixin, DetailView):
    """One version: parameters, matrices of the judges, what it changes, what can be done."""

    template_name = "risk/models/version.html"
    context_object_name = "version"

    def get_queryset(self) -> QuerySet[ModelVersion]:
        """What the reader may see."""
        return versions_of(self.user).prefetch_related("judgements__entered_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tables of the page."""
        version = self.object
        verdict = verdict_of(version)
        return super().get_context_data(
            title=_("Risk model %(version)s") % {"version": version.semver},
            tone=TONES[version.status],
            facts=facts_of(version),
            parameters=parameter_table(version),
            relevance=relevance_table(version),
            weights=weight_table(version),
            verdict=verdict,
            together=matrix_table(_("All judges together"), verdict) if verdict else None,
            consistency=consistency(verdict) if verdict else [],
            judges=[judge_of(one) for one in version.judgements.all()],
            is_steward=serves(version, self.user, Role.MODEL_STEWARD),
            is_leader=serves(version, self.user, Role.LEADER),
            others=ModelVersion.objects.visible_to(self.user).exclude(pk=version.pk)[:PAGE_SIZE],
            **(self._draft(version) if version.is_draft else {}),
            **kwargs,
        )

    def _draft(self, version: ModelVersion) -> dict[str, Any]:
        """What a draft changes in the highest published version."""
        latest, changes = changes_since_published(version)
        return {
            "latest": latest,
            "changes": change_table(changes) if changes else None,
            "least": next_after(latest.semver, level_of(changes)) if latest else "",
        }


def judge_of(row: DimensionJudgement) -> dict[str, Any]:
    """A judge with the matrix and how consistent it is."""
    found = judged(row.values)
    name = row.label
    return {
        "row": row,
        "name": name,
        "verdict": found,
        "matrix": matrix_table(name, found),
        "consistency": consistency(found),
    }


def facts_of(version: ModelVersion) -> list[tuple[str, Any]]:
    """Who, when and under which catalogue."""
    used = RiskModel.objects.filter(version=version.semver) if version.is_published else []
    hashes = ", ".join(f"{row.catalogue_hash[:12]} ({len(row.codes)})" for row in used)
    facts: list[tuple[str, Any]] = [
        (_("Authority"), version.authority.label if version.authority else _("the platform")),
        (_("What changes and why"), version.reasons),
        (_("Drafted from"), version.base or ""),
        (_("Author"), version.drafted_by or _("the platform")),
        (_("Approved by"), approver_of(version)),
        (_("Valid from"), version.valid_from.isoformat() if version.valid_from else ""),
        (_("Catalogues used with it (indicators)"), hashes),
    ]
    if version.inconsistency_reasons:
        facts.append((_("Why inconsistent judgements are used"), version.inconsistency_reasons))
    return facts


def approver_of(version: ModelVersion) -> Any:
    """Who approved it; the first version came with the platform."""
    if version.is_published:
        return version.approved_by or _("the platform")
    return ""
