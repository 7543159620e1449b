"""Kinds of jobs as another app would have them."""

import time
from typing import Any

from django.db import OperationalError

from egov_outsource import access
from egov_outsource.jobs.kinds import kind_of_job
from egov_outsource.jobs.models import Job
from projects.rights import Right


@kind_of_job("tests.counting", "Counting", attempts=3)
def counting(job: Job) -> dict[str, Any]:
    """Count slowly to a number."""
    top = job.parameters["to"]
    for number in range(top):
        time.sleep(job.parameters.get("pause", 0))
        job.progress(number + 1, total=top)
    return {"counted": top}


@kind_of_job("tests.failing", "Failing", attempts=2)
def failing(job: Job) -> None:
    """Fail in the way that the parameters name."""
    if job.parameters["way"] == "away":
        raise OperationalError("the server does not answer")
    if job.parameters["way"] == "refused":
        access.require(job.asked_by, Right.RECOMPUTE_RISK, job.project)
    raise ValueError("words that may quote a row")
