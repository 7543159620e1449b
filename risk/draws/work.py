"""Jobs that draw: one project when somebody asks, all of them every night."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.kinds import kind_of_job
from egov_outsource.jobs.models import Job
from risk.actions.estimate_uncertainty import estimate_uncertainty
from risk.draws.population import Population
from risk.models import RiskResult

CHUNK = 200  # projects a transaction: bounds memory, and how long others wait for its rows


@kind_of_job(
    "risk.draws",
    _("Uncertainty of the score"),
    result_url=lambda job: reverse("risk:uncertainty", args=[job.project_id]),
)
def draw_project(job: Job) -> None:
    """Draw one project afresh."""
    projects = [] if job.project_id is None else [job.project_id]
    estimate_uncertainty(
        projects, actor=User.objects.system(), as_of=timezone.localdate(), afresh=True
    )


@kind_of_job("risk.draws_of_all", _("Uncertainty of all scores"))
def draw_all(job: Job) -> dict[str, int]:
    """Draw every project whose input changed since it was drawn."""
    ids = list(RiskResult.objects.order_by("pk").values_list("pk", flat=True))
    as_of = date.fromisoformat(job.parameters["as_of"])
    population, drawn = Population(), 0
    for place in range(0, len(ids), CHUNK):
        part = ids[place : place + CHUNK]
        drawn += estimate_uncertainty(
            part, actor=User.objects.system(), as_of=as_of, population=population
        )
        job.progress(place + len(part), total=len(ids))
    return {"drawn": drawn}


def ask_for_all(as_of: date) -> Job:
    """The nightly job of that day; asked twice it is the same while it is open."""
    parameters = {"as_of": as_of.isoformat()}
    return ask("risk.draws_of_all", actor=User.objects.system(), parameters=parameters, key="all")
