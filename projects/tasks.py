"""Tasks of the spine."""

from celery import shared_task

from audit.log.context import correlated
from egov_outsource.accounts.models import User
from projects.actions.rederive_grants import rederive_grants
from projects.models import Agency


@shared_task
def derive_grants() -> int:
    """Mend the grants of every agency; returns how many agencies had a difference."""
    actor = User.objects.system()
    with correlated("", "projects.derive_grants"):
        return sum(bool(rederive_grants(agency, actor=actor)) for agency in Agency.objects.all())
