"""Tasks about who may what."""

from celery import shared_task

from audit.entitlements.actions.draw_up_report import draw_up_report
from audit.log.context import correlated
from egov_outsource.accounts.models import User
from projects.models import Agency


@shared_task
def draw_up_reports() -> int:
    """The access report of every active agency; returns how many."""
    actor = User.objects.system()
    agencies = Agency.objects.filter(is_active=True).order_by("pk")
    with correlated("", "entitlements.draw_up_reports"):
        return len([draw_up_report(agency, actor=actor) for agency in agencies])
