"""Give notice of a breach."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.prosecution.models import Breach
from projects.rights import Right


@action
def give_notice(
    breach: Breach,
    *,
    actor: User,
    notice: str,
    cure_by: date,
    expected_version: int | None = None,
) -> Breach:
    """Officers of the owner tell the party what is wrong and until when it can be cured.

    Recorded as `breach:noticed`.
    """
    breach = locked(breach, expected_version=expected_version)
    access.require(actor, Right.EDIT_PROSECUTION, breach)
    if breach.status != Breach.Status.OPEN:
        raise Conflict("BREACH-NOTICED", _("Notice of this breach was already given."))
    if cure_by < timezone.localdate():
        raise Invalid(
            "BREACH-CURE",
            _("The time to cure lies in the past."),
            fields={"cure_by": _("Choose today or a later date.")},
        )
    breach.status, breach.notice, breach.cure_by = Breach.Status.NOTICED, notice, cure_by
    breach.noticed_by, breach.noticed_at = actor, timezone.now()
    breach.version += 1
    breach.save()
    record("breach:noticed", breach, actor=actor, data={"notice": notice, "cure_by": cure_by})
    announce(breach.project_id)
    return breach
