"""Withdraw a draft of the risk model."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from risk.actions.change_model import draft_of_steward
from risk.models import ModelVersion


@action
def withdraw_model(
    version: ModelVersion, *, actor: User, expected_version: int | None = None
) -> ModelVersion:
    """A model steward of its authority gives a draft up; it stays readable for the authority.
    Recorded as `risk_model:withdrawn`."""
    version = draft_of_steward(version, actor, expected_version)
    version.status = ModelVersion.Status.WITHDRAWN
    version.withdrawn_by, version.withdrawn_at = actor, timezone.now()
    version.version += 1
    version.save()
    record(
        "risk_model:withdrawn",
        version,
        actor=actor,
        organisation=version.authority,
        data={"version": version.semver},
    )
    return version
