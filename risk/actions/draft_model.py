"""Draft a version of the risk model."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Invalid, NotReady
from projects.texts import require_text
from risk.modelling.semver import number_of
from risk.modelling.stewards import authority_of_steward
from risk.models import DimensionJudgement, ModelVersion

REASONS = 4000


@action
def draft_model(authority: Organisation, *, actor: User, semver: str, reasons: str) -> ModelVersion:
    """A model steward of the authority begins with what is in force: parameters and judgements
    are copied. Recorded as `risk_model:drafted`."""
    mine = authority_of_steward(actor)
    base = ModelVersion.objects.in_force(timezone.localdate())
    if base is None:
        raise NotReady("MODEL-NONE", _("There is no version in force to begin from."))
    require_number(semver)
    now = timezone.now()
    version = ModelVersion(
        semver=semver,
        base=base,
        authority=mine,
        reasons=require_text(reasons, "reasons", most=REASONS),
        parameters=base.parameters | {"version": semver},
        drafted_by=actor,
        drafted_at=now,
        authors=[actor.pk],
    )
    save_once(version)
    DimensionJudgement.objects.bulk_create(
        DimensionJudgement(
            model=version,
            judge=one.judge,
            judge_zh=one.judge_zh,
            standing=one.standing,
            values=one.values,
            entered_by=one.entered_by,
            entered_at=one.entered_at,
        )
        for one in base.judgements.all()
    )
    record(
        "risk_model:drafted",
        version,
        actor=actor,
        organisation=mine,
        data={"version": semver, "from": base.semver, "reasons": version.reasons},
    )
    return version


def require_number(semver: str) -> None:
    """Refuse what is no version number."""
    if number_of(semver) is None:
        raise Invalid(
            "MODEL-NUMBER",
            _("A version is three whole numbers with dots between them."),
            fields={"semver": _("Write it like 1.2.0.")},
        )


def save_once(version: ModelVersion) -> None:
    """Save; another version with this number is told at its field."""
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as double:
        raise Invalid(
            "MODEL-NUMBER-TAKEN",
            _("There is a version with this number already."),
            fields={"semver": _("Choose the next free number.")},
        ) from double
