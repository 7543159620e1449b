"""Publish a tender."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady, Text
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.models import Project
from projects.rights import Right
from projects.selection.drafts import require_draft_tender
from projects.selection.limits import PROFILE
from projects.selection.models import ModeDecision, Tender
from projects.selection.terms import FULL_WEIGHT, refuse_wrong

EXPLAINED = {Tender.Method.LIMITED.value, Tender.Method.DIRECT.value}


@action
def publish_tender(
    tender: Tender, *, actor: User, reasons: str = "", expected_version: int | None = None
) -> Tender:
    """Holders of M2, other than the drafter, publish; qualification and criteria are then fixed.

    Needs an approved outsourced mode, weights that add up to 100 and a lawful period or the
    reason for a shorter one. Recorded as `tender:published`.
    """
    tender = locked(tender, expected_version=expected_version)
    mandate = access.require(actor, Right.M2, tender)
    require_another(actor, [tender.created_by_id])
    require_draft_tender(tender)
    _require_outsourced(tender)
    now = timezone.now()
    tender.period_start = tender.period_start or now
    _require_complete(tender, now)
    tender.status, tender.published_at = Tender.Status.PUBLISHED, now
    tender.version += 1
    tender.save()
    log_decision(
        tender,
        actor=actor,
        right=Right.M2,
        event="tender:published",
        mandate=mandate,
        outcome="published",
        reasons=reasons or tender.method_rationale,
    )
    record(
        "tender:published",
        tender,
        actor=actor,
        point="M2",
        data={
            "method": tender.method,
            "from": tender.period_start,
            "until": tender.period_end,
            "value": tender.value,
            "currency": tender.currency,
            "short_period_reason": tender.short_period_reason,
        },
    )
    announce(tender.project_id)
    return tender


def _require_outsourced(tender: Tender) -> None:
    approved = ModeDecision.objects.filter(
        project=tender.project, status=ModeDecision.Status.APPROVED
    ).exists()
    if not approved or tender.project.mode in {Project.Mode.UNDECIDED, Project.Mode.SELF_BUILD}:
        raise NotReady(
            "TENDER-MODE",
            _("A tender needs an approved decision for one of the outsourcing modes."),
            helper=_("Propose a mode; another person decides it."),
        )


def _require_complete(tender: Tender, now: datetime) -> None:
    wrong: dict[str, Text] = {}
    weights = sum((one.weight for one in tender.criteria.all()), Decimal(0))
    if weights != FULL_WEIGHT:
        wrong["criteria"] = _("The weights of the criteria add up to %(sum)s, not to 100.") % {
            "sum": weights.normalize()
        }
    if tender.method in EXPLAINED and not tender.method_rationale.strip():
        wrong["method_rationale"] = _("A limited or direct procedure needs a published reason.")
    assert tender.period_start is not None  # noqa: S101 - set by the caller
    begins = max(tender.period_start, now)
    least = PROFILE.bid_days.get(tender.method, 0)
    if tender.period_end is None or tender.period_end <= begins:
        wrong["period_end"] = _("The deadline must lie in the future, after the beginning.")
    elif tender.period_end - begins < timedelta(days=least) and not (
        tender.short_period_reason.strip()
    ):
        wrong["period_end"] = _(
            "Bidders get at least %(days)s days (%(profile)s, %(mark)s). Move the deadline, or"
            " give the reason for a shorter period."
        ) % {"days": least, "profile": PROFILE.code, "mark": PROFILE.mark}
    refuse_wrong("TENDER-INCOMPLETE", wrong)
