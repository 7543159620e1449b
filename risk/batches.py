"""Recomputes many projects a batch at a time; one that cannot be computed stops no other."""

import logging
from datetime import date

from egov_outsource.accounts.models import User
from egov_outsource.transient import TRANSIENT
from risk.actions.recompute_projects import recompute_projects
from risk.answers.telling import tell_contractors

logger = logging.getLogger(__name__)

BATCH = 500


def recompute_batch(projects: list[int], *, actor: User, as_of: date) -> int:
    """Compute them together, or, when that fails, by halves until the one at fault is alone.

    Contractors are told what is new. The mark of the one at fault stays, and so does its last
    result. Returns how many were computed.

    Raises:
        Exception: the first fault, after everything else is computed.

    """
    try:
        done = recompute_projects(projects, actor=actor, as_of=as_of)
        tell_contractors(projects, actor=actor)
    except TRANSIENT:
        raise
    except Exception:
        if len(projects) == 1:
            logger.error("the risk of project %s cannot be computed", projects[0])  # noqa: TRY400
            raise
    else:
        return done
    middle, done, faults = len(projects) // 2, 0, []
    for half in (projects[:middle], projects[middle:]):
        try:
            done += recompute_batch(half, actor=actor, as_of=as_of)
        except TRANSIENT:
            raise
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return done
