"""Nouns of background work."""

from egov_outsource.jobs.models.failed_task import FailedTask
from egov_outsource.jobs.models.job import Cancelled, Job

__all__ = ["Cancelled", "FailedTask", "Job"]
