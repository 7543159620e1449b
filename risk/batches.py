"""Recomputes many projects a batch at a time; one that cannot be computed stops no other."""

import logging
from datetime import date

from celery.exceptions import SoftTimeLimitExceeded

from egov_outsource.accounts.models import User
from egov_outsource.transient import TRANSIENT
from risk.actions.recompute_projects import recompute_projects
from risk.answers.telling import tell_contractors

logger = logging.getLogger(__name__)

BATCH = 500
# what says nothing about the projects
NOT_THEIRS: tuple[type[Exception], ...] = (*TRANSIENT, SoftTimeLimitExceeded)
# where so many cannot be computed it is not they that are at fault
MOST_FAULTS = 10


def recompute_batch(projects: list[int], *, actor: User, as_of: date) -> int:
    """Compute them together, or, when that fails, by halves until the one at fault is alone.

    Contractors are told what is new. The mark of the one at fault stays, and so does its last
    result. Returns how many were computed.

    Raises:
        Exception: the first fault, after everything else is computed.

    """
    parts, done, faults = [projects], 0, list[Exception]()
    while parts:
        part = parts.pop()
        try:
            done += recompute_projects(part, actor=actor, as_of=as_of)
            tell_contractors(part, actor=actor)
        except NOT_THEIRS:
            raise
        except Exception as fault:
            middle = len(part) // 2
            if middle:
                parts += [part[middle:], part[:middle]]
                continue
            logger.error("the risk of project %s cannot be computed: %s", *part, fault)  # noqa: TRY400
            faults.append(fault)
            if len(faults) > MOST_FAULTS:
                break
    if faults:
        raise faults[0]
    return done
