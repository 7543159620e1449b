"""Change a draft of the risk model."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.texts import require_text
from risk.actions.draft_model import REASONS, require_number, save_once
from risk.modelling.parameters import faults, typed
from risk.modelling.stewards import require_steward
from risk.models import ModelVersion


@action
def change_model(
    version: ModelVersion,
    *,
    actor: User,
    semver: str,
    reasons: str,
    parameters: Mapping[str, Any],
    expected_version: int | None = None,
) -> ModelVersion:
    """A model steward of its authority changes number, reasons and those parameters that are
    given; weights of the dimensions follow from judgements. Recorded as `risk_model:changed`."""
    version = draft_of_steward(version, actor, expected_version)
    require_number(semver)
    before = version.parameters
    after = before | read(parameters) | {"version": semver}
    wrong = [*faults(after)]
    if wrong:
        raise unusable(wrong)
    version.semver, version.parameters = semver, after
    version.reasons = require_text(reasons, "reasons", most=REASONS)
    save_changed(version, actor)
    changed = {name: after[name] for name in after if before.get(name) != after[name]}
    record(
        "risk_model:changed",
        version,
        actor=actor,
        organisation=version.authority,
        data={"version": semver, "reasons": version.reasons, "parameters": changed},
    )
    return version


def draft_of_steward(
    version: ModelVersion, actor: User, expected_version: int | None = None
) -> ModelVersion:
    """The draft, locked, for a steward who may write in it."""
    require_steward(version, actor)
    version = locked(version, expected_version=expected_version)
    require_draft(version)
    return version


def require_draft(version: ModelVersion) -> None:
    """Refuse to touch what is published or withdrawn."""
    if not version.is_draft:
        raise Conflict(
            "MODEL-IMMUTABLE",
            _("A version that is published or withdrawn never changes."),
            helper=_("Draft another version."),
        )


def save_changed(version: ModelVersion, actor: User) -> None:
    """Save a draft and who wrote in it."""
    version.authors = sorted({*version.authors, actor.pk})
    version.version += 1
    save_once(version)


def read(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, as numbers."""
    try:
        return typed(parameters)
    except ValueError as problem:
        raise unusable([str(problem.args[0])]) from problem


def unusable(names: list[str]) -> Invalid:
    """The refusal of parameters that cannot be used."""
    return Invalid(
        "MODEL-PARAMETERS",
        _("Some parameters cannot be what they are."),
        fields={name: _("This is not a value that this parameter can have.") for name in names},
    )
