"""Raise a finding."""

from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Text
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.rights import Right
from projects.selection.terms import refuse_wrong
from projects.supervision.addressees import addressees_of
from projects.supervision.deadlines import answer_due
from projects.supervision.models import Finding


@action
def raise_finding(
    project: Project,
    *,
    actor: User,
    addressee: Organisation,
    title: str,
    text: str,
    severity: str = Finding.Severity.MAJOR,
    due: date | None = None,
) -> Finding:
    """Supervisors and assessors issue what they found to a contractor of the project or the owner.

    The answer is due by severity unless a day is given; once issued nobody edits it. Recorded as
    `finding:raised`.
    """
    project = locked(project)
    mandate = access.require(actor, Right.INSPECT, project)
    today = timezone.localdate()
    wrong: dict[str, Text] = {}
    if severity not in Finding.Severity.values:
        wrong["severity"] = _("Choose one of the severities.")
    for name, given in (("title", title), ("text", text)):
        if not given.strip():
            wrong[name] = _("This is needed.")
    if due is not None and due < today:
        wrong["due"] = _("This day is already over.")
    if not addressees_of(project).filter(pk=addressee.pk).exists():
        wrong["addressee"] = _("Choose a contractor of this project or its owner.")
    refuse_wrong("FINDING", wrong)
    last = Finding.objects.filter(project=project).aggregate(last=Max("number"))["last"]
    finding = Finding.objects.create(
        project=project,
        number=(last or 0) + 1,
        title=title.strip(),
        text=text,
        severity=severity,
        due=due or answer_due(severity, today),
        organisation_id=mandate.organisation_id,
        addressee=addressee,
        raised_by=actor,
    )
    record(
        "finding:raised",
        finding,
        actor=actor,
        data={"severity": severity, "addressee": addressee, "due": finding.due},
    )
    announce(project.pk)
    return finding
