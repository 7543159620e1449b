"""Accept, accept with conditions, or reject."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.acceptance.judging import open_mandatory
from projects.acceptance.models import (
    AcceptanceDecision,
    Condition,
    CriterionCheck,
    Deliverable,
    Submission,
)
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.parts import Part, require_single_part
from projects.rights import Right

LONGEST_CONDITION = timedelta(days=90)
Outcome = AcceptanceDecision.Outcome


@action
def decide_acceptance(
    submission: Submission,
    *,
    actor: User,
    outcome: str,
    reasons: str,
    conditions: Sequence[Mapping[str, Any]] = (),
) -> AcceptanceDecision:
    """Government decides about a submission (A3); nothing is accepted by silence.

    `conditions` are mappings with `text`, `due` and `withheld`. Acceptance, with conditions or
    without, needs a passed independent check of every mandatory criterion; whoever checked does
    not decide (SOD-1), nor does the responsible officer or an evaluator (SOD-8, SOD-14).
    Recorded as `deliverable:decided`.
    """
    submission = locked(submission)
    mandate = access.require(actor, Right.A3, submission)
    if hasattr(submission, "decision"):
        raise Conflict("SUBMISSION-DECIDED", _("This submission is already decided."))
    checkers = submission.checks.values_list("checked_by", flat=True)
    require_another(actor, [submission.submitted_by_id, *checkers])
    require_another(
        actor,
        [submission.project.responsible_officer_id],
        code="SOD-8",
        message=_("The responsible officer presents the deliverable; somebody else decides."),
    )
    require_single_part(actor, submission.project, Part.ACCEPTANCE)
    _require_ready(submission, outcome)
    _check_conditions(outcome, conditions)
    decision = AcceptanceDecision.objects.create(
        project=submission.project,
        submission=submission,
        outcome=outcome,
        reasons=reasons,
        decided_by=actor,
    )
    Condition.objects.bulk_create(
        Condition(
            project=submission.project,
            decision=decision,
            text=condition["text"],
            due=condition["due"],
            withheld=condition.get("withheld") or Decimal(0),
        )
        for condition in conditions
    )
    deliverable = locked(submission.deliverable)
    deliverable.status = Deliverable.Status(outcome)
    deliverable.version += 1
    deliverable.save(update_fields=["status", "version"])
    log_decision(
        decision,
        actor=actor,
        right=Right.A3,
        event="deliverable:decided",
        mandate=mandate,
        about=submission,
        outcome=outcome,
        reasons=reasons,
    )
    record(
        "deliverable:decided",
        decision,
        actor=actor,
        point="A3",
        data={
            "submission": submission,
            "outcome": outcome,
            "reasons": reasons,
            "conditions": [dict(condition) for condition in conditions],
        },
    )
    announce(submission.project_id)
    return decision


def _require_ready(submission: Submission, outcome: str) -> None:
    checked = CriterionCheck.objects.filter(submission=submission, superseded_at__isnull=True)
    if outcome == Outcome.REJECTED:
        if not checked.exists():
            raise NotReady(
                "ACCEPTANCE-SEQUENCE",
                _("Nothing was checked yet; reject on what a check has found."),
                helper=_("The supervisor or a tester records the checks."),
            )
        return
    missing = open_mandatory(submission)
    if missing:
        names = "; ".join(str(criterion) for criterion in missing[:5])
        raise NotReady(
            "ACCEPTANCE-SEQUENCE",
            _("%(count)d mandatory criteria have no passed independent check: %(names)s")
            % {"count": len(missing), "names": names},
            helper=_("The supervisor or a tester records the checks."),
        )


def _check_conditions(outcome: str, conditions: Sequence[Mapping[str, Any]]) -> None:
    if (outcome == Outcome.CONDITIONAL) != bool(conditions):
        raise Invalid(
            "ACCEPTANCE-CONDITIONS",
            _("Name the conditions when you accept with conditions, and only then."),
        )
    today: date = timezone.localdate()
    for condition in conditions:
        if not today <= condition["due"] <= today + LONGEST_CONDITION:
            raise Invalid(
                "ACCEPTANCE-CONDITION-DUE",
                _("A condition is due within 90 days, and not in the past."),
                fields={"due": _("Choose a date within 90 days.")},
            )
        if (condition.get("withheld") or 0) < 0:
            raise Invalid(
                "ACCEPTANCE-CONDITION-AMOUNT",
                _("An amount cannot be negative."),
                fields={"withheld": _("Give zero or more.")},
            )
