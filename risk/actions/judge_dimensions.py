"""Enter how a judge compares the five dimensions."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.texts import bounded_text, require_text
from risk.actions.change_model import draft_of_steward, save_changed
from risk.modelling.ahp import PAIRS, is_on_scale
from risk.modelling.comparing import verdict_of
from risk.models import DimensionJudgement, ModelVersion

JUDGE = 200
STANDING = 300


@action
def judge_dimensions(
    version: ModelVersion,
    *,
    actor: User,
    judge: str,
    values: Sequence[int],
    standing: str = "",
    expected_version: int | None = None,
) -> ModelVersion:
    """A model steward enters the judgements of a named expert into a draft, or corrects them; the
    weights of all judges together are those of the draft at once. Recorded as
    `risk_model:judged`."""
    version = draft_of_steward(version, actor, expected_version)
    judge = require_text(judge, "judge", most=JUDGE)
    if len(values) != len(PAIRS) or not all(is_on_scale(one) for one in values):
        raise Invalid(
            "MODEL-SCALE",
            _("A judgement is a whole number from 1 to 9 in favour of one of the two."),
            fields={"values": _("Judge each of the ten pairs.")},
        )
    DimensionJudgement.objects.update_or_create(
        model=version,
        judge=judge,
        defaults={
            "standing": bounded_text(standing, "standing", most=STANDING),
            "values": list(values),
            "entered_by": actor,
            "entered_at": timezone.now(),
        },
    )
    take_over_weights(version)
    save_changed(version, actor)
    record(
        "risk_model:judged",
        version,
        actor=actor,
        organisation=version.authority,
        data={"version": version.semver, "values": list(values), **weights(version)},
        personal={"judge": judge, "standing": standing},
    )
    return version


def take_over_weights(version: ModelVersion) -> None:
    """The weights that all judges give together."""
    verdict = verdict_of(version)
    if verdict is not None:
        version.parameters = version.parameters | {"dimension_weights": list(verdict.weights)}


def weights(version: ModelVersion) -> dict[str, object]:
    """The weights as the entry names them."""
    return {"weights": version.parameters["dimension_weights"]}
