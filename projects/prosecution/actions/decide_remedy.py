"""Decide how a breach ends."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.prosecution.models import Breach, Obligation, Remedy
from projects.rights import Right

Kind = Remedy.Kind
WITH_AMOUNT = frozenset({Kind.SERVICE_CREDIT, Kind.DAMAGES, Kind.PRICE_REDUCTION})


@action
def decide_remedy(
    breach: Breach, *, actor: User, kind: str, reasons: str, amount: Decimal | None = None
) -> Remedy:
    """Leaders of the owner decide on a breach that somebody else opened (X4).

    The party was heard, or its time to cure is over. A reasoned waiver is a decision too.
    Recorded as `breach:decided`.
    """
    breach = locked(breach)
    mandate = access.require(actor, Right.X4, breach)
    require_another(actor, [breach.opened_by_id])
    _require_heard(breach)
    if (kind in WITH_AMOUNT) != (amount is not None):
        raise Invalid(
            "REMEDY-AMOUNT",
            _("Credits, damages and price reductions have an amount, other remedies none."),
            fields={"amount": _("Give the amount that goes with the remedy.")},
        )
    if amount is not None and amount < 0:
        raise Invalid(
            "REMEDY-AMOUNT",
            _("An amount cannot be negative."),
            fields={"amount": _("Give zero or more.")},
        )
    remedy = Remedy.objects.create(
        project=breach.project,
        breach=breach,
        kind=kind,
        amount=amount,
        reasons=reasons,
        opened_by=breach.opened_by,
        decided_by=actor,
    )
    breach.status = Breach.Status.DECIDED
    breach.version += 1
    breach.save(update_fields=["status", "version"])
    if kind == Kind.CURED:
        obligation = locked(breach.obligation)
        obligation.status, obligation.met_on = Obligation.Status.LATE, timezone.localdate()
        obligation.version += 1
        obligation.save(update_fields=["status", "met_on", "version"])
    log_decision(
        remedy,
        actor=actor,
        right=Right.X4,
        event="breach:decided",
        mandate=mandate,
        about=breach,
        outcome=kind,
        reasons=reasons,
    )
    record(
        "breach:decided",
        remedy,
        actor=actor,
        point="X4",
        data={
            "breach": breach,
            "kind": kind,
            "amount": amount,
            "reasons": reasons,
            "in_time": timezone.localdate() <= breach.decide_by,
        },
    )
    announce(breach.project_id)
    return remedy


def _require_heard(breach: Breach) -> None:
    if breach.status == Breach.Status.DECIDED:
        raise Conflict("BREACH-DECIDED", _("This breach is already decided."))
    if breach.status == Breach.Status.OPEN:
        raise NotReady(
            "BREACH-HEARING",
            _("The party has had no notice yet."),
            helper=_("An officer of the owner gives notice."),
        )
    over = breach.cure_by is not None and timezone.localdate() > breach.cure_by
    if breach.status == Breach.Status.NOTICED and not over:
        raise NotReady(
            "BREACH-HEARING",
            _("The party has not answered, and its time to cure is not over."),
            helper=breach.obligation.party.label,
        )
