"""Take the judgements of somebody out of a draft."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden
from risk.actions.change_model import draft_of_steward, save_changed
from risk.actions.judge_dimensions import take_over_weights, weights
from risk.models import ModelVersion


@action
def drop_judgement(
    version: ModelVersion, *, actor: User, judge: int, expected_version: int | None = None
) -> ModelVersion:
    """A model steward removes the row `judge` from a draft; the others give the weights. Recorded
    as `risk_model:judgement_dropped`."""
    version = draft_of_steward(version, actor, expected_version)
    row = version.judgements.filter(pk=judge).first()
    if row is None:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    name, values = row.judge, row.values
    row.delete()
    take_over_weights(version)
    save_changed(version, actor)
    record(
        "risk_model:judgement_dropped",
        version,
        actor=actor,
        organisation=version.authority,
        data={"version": version.semver, "values": values, **weights(version)},
        personal={"judge": name},
    )
    return version
