"""Letters about alerts: one to each responsible officer with everything new, in their language."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from egov_outsource.accounts.models import User
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
        transaction.on_commit(partial(send, person, shown), robust=True)
    return bool(shown)


def send(person: User, alerts: Sequence[RiskAlert]) -> None:
    """Put it into words, and post it."""
    facts = {"alerts": alerts[:MOST], "number": len(alerts)}
    with translation.override(person.language):
        subject = render_to_string("risk/mail/alerts_subject.txt", facts)
        body = render_to_string("risk/mail/alerts.txt", facts)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])
