"""Derive every grant of an agency's projects and people again."""

from dataclasses import asdict

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from projects.concurrency import locked
from projects.grants import Difference, derive_agency_grants, derive_project_grants
from projects.mail import alert_difference
from projects.models import Agency, GrantReport, Project


@action
def rederive_grants(agency: Agency, *, actor: User) -> Difference:
    """The platform compares all grants of an agency with what they follow from, and mends them.

    Whatever differed, by a lost message or a foreign hand, is recorded as `grants:mended`, kept
    in a report and told to the leaders by mail; when nothing did, nothing is.
    """
    agency = locked(agency)
    if actor.kind != User.Kind.SYSTEM:
        raise NotAllowed("INV-2", _("Grants follow from memberships and engagements only."))
    projects = Project.objects.filter(owner=agency).filter(
        Q(engagement__isnull=False) | Q(grants__isnull=False)
    )
    found = derive_agency_grants(agency) + derive_project_grants(*projects.distinct())
    if found:
        report = GrantReport.objects.create(
            agency=agency,
            made_at=timezone.now(),
            granted=found.granted,
            revoked=found.revoked,
            changed=found.changed,
            lines=[asdict(line) for line in found.lines[: GrantReport.LONGEST]],
        )
        record(
            "grants:mended",
            agency,
            actor=actor,
            organisation=agency,
            data={
                "granted": found.granted,
                "revoked": found.revoked,
                "changed": found.changed,
                "report": report.pk,
            },
        )
        alert_difference(report)
    return found
