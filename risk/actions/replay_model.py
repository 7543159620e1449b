"""Try a version of the risk model on all projects."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.jobs.asking import ask
from egov_outsource.wall.eyes import as_system
from risk.modelling.replaying import replay_all
from risk.modelling.stewards import require_steward_or_leader
from risk.models import ModelReplay, ModelVersion, RiskResult

AT_ONCE = 300
KIND = "risk.replay_model"


@action
def replay_model(version: ModelVersion, *, actor: User) -> ModelReplay:
    """A steward or a leader of its authority sees what a version would change, before it is
    published. Nothing official changes. Recorded as `risk_model:replayed`."""
    require_steward_or_leader(version, actor)
    replay = begin_replay(version, actor)
    record(
        "risk_model:replayed",
        version,
        actor=actor,
        organisation=version.authority,
        data={"version": version.semver, "projects": replay.total},
    )
    return replay


def begin_replay(version: ModelVersion, actor: User) -> ModelReplay:
    """The replay of this state of the version: few projects at once, many by a job."""
    with as_system():
        total = RiskResult.objects.count()
    now = timezone.now()
    replay, _created = ModelReplay.objects.get_or_create(
        model=version,
        edition=version.version,
        defaults={"requested_by": actor, "requested_at": now, "total": total},
    )
    ModelReplay.objects.filter(pk=replay.pk).update(finished_at=None, total=total)
    if total <= AT_ONCE:
        replay_all(replay, lambda _done, _all: None)
    else:
        ask(KIND, actor=actor, parameters={"replay": replay.pk}, key=str(replay.pk))
    return replay
