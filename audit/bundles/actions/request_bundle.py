"""Ask for an evidence bundle."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.bundles.cases import NOUNS, right_to, subject_of
from audit.bundles.models import Bundle
from audit.bundles.queueing import build_soon
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid
from projects.concurrency import locked
from projects.models import Project

LONGEST_NAME = 500


@action
def request_bundle(
    project: Project,
    *,
    actor: User,
    kind: str = Bundle.Kind.PROJECT,
    case: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Bundle:
    """Those who see the trail of the project ask for a case of it; one at a time each.

    Everything of the project is for its owner's people alone (INV-3), without anybody's consent
    and in every stage (INV-10). A bundle holds what who asked may see when it is built. Recorded
    as `bundle:requested`; built by a worker.
    """
    locked(project)
    access.require(actor, right_to(kind), project)
    if Bundle.objects.filter(project=project, requested_by=actor, state__in=Bundle.OPEN).exists():
        raise Conflict(
            "BUNDLE-OPEN",
            _("A bundle of this project is being built for you already."),
            helper=_("Wait until it is ready."),
        )
    subject = _case(project, actor, kind, case)
    _check_days(kind, since, until)
    name = str(subject)
    if kind == Bundle.Kind.RANGE:
        name = f"{project.reference} {since} – {until}"
    bundle = Bundle.objects.create(
        project=project,
        kind=kind,
        case_id=subject.pk if kind in NOUNS else None,
        case_name=name[:LONGEST_NAME],
        since=since,
        until=until,
        requested_by=actor,
    )
    facts = {"kind": kind, "case": bundle.case_name, "since": since, "until": until}
    record("bundle:requested", bundle, actor=actor, data={**facts, "id": bundle.case_id})
    build_soon(bundle)
    return bundle


def _case(project: Project, actor: User, kind: str, case: int | None) -> Any:
    if kind not in Bundle.Kind.values:
        sentence = _("Choose what the bundle is about.")
        raise Invalid("BUNDLE-CASE", sentence, fields={"kind": sentence})
    subject = subject_of(kind, case, project, actor)
    if subject is None:
        raise Hidden("HIDDEN", access.NOTHING_HERE)
    return subject


def _check_days(kind: str, since: date | None, until: date | None) -> None:
    if kind == Bundle.Kind.RANGE:
        if since is None or until is None or until < since:
            sentence = _("Give the first and the last day, in this order.")
            raise Invalid("BUNDLE-DAYS", sentence, fields={"until": sentence})
    elif since is not None or until is not None:
        sentence = _("Days belong to a span of time.")
        raise Invalid("BUNDLE-DAYS", sentence, fields={"since": sentence})
