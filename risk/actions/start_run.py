"""Start the recomputation of all projects within somebody's reach."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotAllowed
from projects.models import Project
from projects.rights import Right
from risk.models import RecomputeChunk, RecomputeRun

CHUNK = 2_000  # bounds memory and the number of locks a worker holds

Kind = RecomputeRun.Kind


@action
def start_run(kind: RecomputeRun.Kind, *, actor: User, as_of: date) -> RecomputeRun:
    """The platform every night, or somebody with the right to recompute risk, queues their
    projects as chunks.

    Recorded as `risk:run_started`. The caller sends the tasks once it is committed.
    """
    if actor.kind == User.Kind.SYSTEM:
        projects = Project.objects.all()
    else:
        projects = Project.objects.where(Right.RECOMPUTE_RISK, actor)
    ids = list(projects.order_by("pk").values_list("pk", flat=True))
    if not ids and actor.kind != User.Kind.SYSTEM:
        raise NotAllowed(
            "RISK-RUN",
            _("There is no project whose risk you may have recomputed."),
            helper=_("The leader or the risk officer of the agency can."),
        )
    try:
        with transaction.atomic():
            run = RecomputeRun.objects.create(
                kind=kind, as_of=as_of, requested_by=actor, total=len(ids)
            )
    except IntegrityError as double:
        raise Conflict("RISK-RUN-TWICE", _("Tonight's run was already started.")) from double
    RecomputeChunk.objects.bulk_create(
        RecomputeChunk(run=run, projects=part, size=len(part))
        for part in (ids[place : place + CHUNK] for place in range(0, len(ids), CHUNK))
    )
    record("risk:run_started", run, actor=actor, data={"projects": len(ids), "kind": kind})
    return run
