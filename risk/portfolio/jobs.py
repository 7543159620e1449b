"""The nightly job of the portfolio: standings of every agency, one agency at a time."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.kinds import kind_of_job
from egov_outsource.jobs.models import Job
from projects.models import Agency
from risk.portfolio.standings import store_standings


@kind_of_job(
    "risk.portfolio_run",
    _("Portfolio of all agencies"),
    result_url=lambda _job: reverse("risk:portfolio"),
)
def portfolio_run(job: Job) -> dict[str, int]:
    """Store the standings of every agency that owns projects, as of the job's day."""
    today = date.fromisoformat(job.parameters["as_of"])
    agencies = Agency.objects.filter(projects__isnull=False).distinct().order_by("pk")
    total = agencies.count()
    for place, agency in enumerate(agencies):
        store_standings(agency, today)
        job.progress(place + 1, total=total)
    return {"agencies": total}


def ask_for_portfolio(as_of: date) -> Job:
    """The nightly job of that day; asked twice it is the same while it is open."""
    parameters = {"as_of": as_of.isoformat()}
    return ask("risk.portfolio_run", actor=User.objects.system(), parameters=parameters, key="all")
