"""Put a failed task away."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.jobs.models import FailedTask
from egov_outsource.jobs.reach import open_failure, require_operator, settle


@action
def put_task_away(failure: FailedTask, *, actor: User) -> FailedTask:
    """An operator says that nothing is to be done any more; it stays in the list of what was.

    Recorded as `task:put_away`.
    """
    require_operator(actor)
    failure = open_failure(failure)
    settle(failure, FailedTask.Settled.PUT_AWAY, actor)
    facts = {"task": failure.task, "fault": failure.fault, "times": failure.times}
    record("task:put_away", failure, actor=actor, data=facts)
    return failure
