"""Letters about alerts: one to each responsible officer with everything new, in their language."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from egov_outsource.accounts.models import User
from egov_outsource.letters import post
from egov_outsource.wall.eyes import as_system
from risk.models import RiskAlert

RECENT = timedelta(days=7)  # older ones are history: an import, or mail that was down for long
MOST = 30
LETTERS = 1_000


def mail_alerts() -> int:
    """Send what is new; returns how many letters. Who no longer sees the risk of a project gets
    none. Alerts count as mailed before the letter leaves: twice would be worse than not."""
    with as_system(), transaction.atomic():
        rows = RiskAlert.objects.unseen().filter(
            mailed_at__isnull=True, noted_at__gte=timezone.now() - RECENT
        )
        new = list(
            rows.select_for_update(skip_locked=True, of=("self",))
            .select_related("project")
            .order_by("project__responsible_officer", "-noted_at", "pk")[: LETTERS * MOST]
        )
        RiskAlert.objects.filter(pk__in=[alert.pk for alert in new]).update(
            mailed_at=timezone.now()
        )
        people = User.objects.filter(is_active=True).in_bulk(
            {alert.project.responsible_officer_id for alert in new} - {None}
        )
        letters = 0
        for officer, alerts in groupby(new, lambda alert: alert.project.responsible_officer_id):
            if person := people.get(officer or 0):
                letters += write(person, list(alerts))
    return letters


def write(person: User, alerts: Sequence[RiskAlert]) -> int:
    """Have the letter sent once it is committed; none when nothing of it is visible to them."""
    keys = [alert.pk for alert in alerts]
    visible = RiskAlert.objects.visible_to(person).filter(pk__in=keys).select_related("project")
    shown = list(visible.order_by("-noted_at", "pk"))
    if shown:
        facts = {"alerts": shown[:MOST], "number": len(shown)}
        post("risk/mail/alerts", person.email, person.language, facts)
    return bool(shown)
