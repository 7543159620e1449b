"""Writes the decision log: which control right a deciding action exercised, and for whom."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Allocation, Decision, Project
from projects.openings import first_opening
from projects.parts import require_one_side
from projects.rights import Right


def log_decision(
    subject: models.Model,
    *,
    actor: User,
    right: Right,
    event: str,
    mandate: access.Decision,
    project: Project | None = None,
    about: models.Model | None = None,
    outcome: str = "",
    reasons: str = "",
) -> Decision:
    """Note that `actor` decided about `subject` by `right`.

    `about` is what was opened to decide it, where that is another thing than `subject`; the time
    of its first opening goes into the log.

    `mandate` is what `access.require` answered; its kind of holder is compared with the declared
    allocation of this moment. Who serves two parties of the project is refused (SOD-5). Belongs
    into the deciding action, before `record`.
    """
    where: Any = project or getattr(subject, "project", subject)
    code = right.value.upper()
    now = timezone.now()
    declared = Allocation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        project=where,
        point=code,
        holder=mandate.holder.value,
        valid_from__lte=now,
    )
    require_one_side(actor, where, mandate)
    absence = access.delegation_of(mandate.delegation_id)
    return Decision.objects.create(
        project=where,
        point=code,
        event=event,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=str(subject)[:500],
        outcome=outcome,
        reasons=reasons,
        decided_by=actor,
        acting_for=absence.delegator if absence else None,
        organisation_id=mandate.organisation_id,
        holder=mandate.holder.value,
        is_as_declared=declared.exists(),
        opened_at=first_opening(actor, about or subject),
    )
