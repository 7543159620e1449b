"""Trying a risk model on all projects, as a job."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.jobs.kinds import kind_of_job
from egov_outsource.jobs.models import Job
from risk.actions.replay_model import KIND as REPLAY_MODEL
from risk.modelling.replaying import replay_all
from risk.models import ModelReplay


def trial_url(job: Job) -> str:
    """To what the version changes."""
    replay = ModelReplay.objects.get(pk=job.parameters["replay"])
    return reverse("risk:trial", args=[replay.model_id])


@kind_of_job(REPLAY_MODEL, _("Try a risk model on all projects"), result_url=trial_url)
def replay_model(job: Job) -> dict[str, int]:
    """Every project's newest result under a version of the model."""
    replay = ModelReplay.objects.select_related("model").get(pk=job.parameters["replay"])
    replay_all(replay, lambda done, total: job.progress(done, total=total))
    return {"projects": job.total}
