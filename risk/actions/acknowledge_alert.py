"""Mark an alert about a score as seen."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskAlert


@action
def acknowledge_alert(alert: RiskAlert, *, actor: User, note: str = "") -> RiskAlert:
    """Whoever keeps the risks of the project marks an alert as seen, and may say what follows
    from it; it leaves everybody's work.

    Recorded as `risk:alert_seen`.
    """
    alert = locked(alert)
    access.require(actor, Right.KEEP_RISKS, alert)
    if alert.seen_at is not None:
        raise Conflict("RISK-ALERT-SEEN", _("Somebody has marked this alert as seen already."))
    alert.seen_by, alert.seen_at, alert.note = actor, timezone.now(), note
    alert.save(update_fields=["seen_by", "seen_at", "note"])
    record(
        "risk:alert_seen",
        alert,
        actor=actor,
        data={"kind": alert.kind, "about": alert.about, "note": note},
    )
    return alert
