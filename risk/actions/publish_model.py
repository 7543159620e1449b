"""Publish a version of the risk model."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.duties import require_another
from projects.texts import bounded_text
from risk.actions.change_model import require_draft
from risk.actions.replay_model import begin_replay
from risk.modelling.ahp import Verdict
from risk.modelling.comparing import changes_since_published, verdict_of
from risk.modelling.difference import level_of
from risk.modelling.in_force import used
from risk.modelling.semver import is_enough, next_after
from risk.modelling.stewards import require_leader
from risk.models import ModelVersion

AUTHOR = _("You wrote in this version yourself; another leader approves it.")


@action
def publish_model(
    version: ModelVersion,
    *,
    actor: User,
    valid_from: date,
    inconsistency_reasons: str = "",
    expected_version: int | None = None,
) -> ModelVersion:
    """A leader of its authority who wrote nothing in it approves a draft (SOD-12).

    Its number must say how much changes, its judgements agree with themselves or have a stated
    reason, and it never begins in the past. From then on it never changes; all projects are
    replayed under it. Recorded as `risk_model:published`.
    """
    require_leader(version, actor)
    version = locked(version, expected_version=expected_version)
    require_another(actor, [version.drafted_by_id, *version.authors], code="SOD-12", message=AUTHOR)
    require_draft(version)
    if valid_from < timezone.localdate():
        raise Invalid(
            "MODEL-BACKDATED",
            _("A version never begins in the past: scores of those days were given."),
            fields={"valid_from": _("Choose today or a later day.")},
        )
    require_fitting_number(version)
    verdict = require_judged(version)
    reasons = bounded_text(inconsistency_reasons, "inconsistency_reasons", most=2000)
    require_consistent(verdict, reasons)
    version.status, version.valid_from = ModelVersion.Status.PUBLISHED, valid_from
    version.approved_by, version.approved_at = actor, timezone.now()
    version.inconsistency_reasons = reasons
    version.version += 1
    version.save()
    used(version.semver, version.parameters)  # the catalogue that it was published with
    begin_replay(version, actor)
    record(
        "risk_model:published",
        version,
        actor=actor,
        organisation=version.authority,
        data={
            "version": version.semver,
            "valid_from": valid_from,
            "consistency_ratio": round(verdict.ratio, 4),
            "inconsistency_reasons": reasons,
            "parameters": version.parameters,
        },
    )
    return version


def require_fitting_number(version: ModelVersion) -> None:
    """Refuse a number that says less than what changed since the highest published version."""
    latest, changes = changes_since_published(version)
    level = level_of(changes)
    if latest and not is_enough(version.semver, latest.semver, level):
        raise NotReady(
            "MODEL-SEMVER",
            _("The number %(number)s says less than what changes since %(latest)s.")
            % {"number": version.semver, "latest": latest.semver},
            helper=_("The least number for these changes is %(least)s.")
            % {"least": next_after(latest.semver, level)},
        )


def require_judged(version: ModelVersion) -> Verdict:
    """What the judges say; refuse without any."""
    verdict = verdict_of(version)
    if verdict is None:
        raise NotReady(
            "MODEL-JUDGES",
            _("Nobody judged the dimensions, so that their weights stand on nothing."),
            helper=_("A model steward enters the judgements of at least one expert."),
        )
    return verdict


def require_consistent(verdict: Verdict, reasons: str) -> None:
    """Refuse judgements that contradict each other, unless somebody says why they are used."""
    if not verdict.is_consistent and not reasons:
        raise NotReady(
            "MODEL-CR",
            _("The judgements contradict each other: the consistency ratio is %(ratio)s.")
            % {"ratio": f"{verdict.ratio:.3f}"},
            helper=_("Have the most inconsistent triple judged again, or say why not."),
            fields={"inconsistency_reasons": _("Say why inconsistent judgements are used.")},
        )
