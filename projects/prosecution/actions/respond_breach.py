"""Answer a notice of breach."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.prosecution.models import Breach
from projects.rights import Right


@action
def respond_breach(
    breach: Breach, *, actor: User, response: str, expected_version: int | None = None
) -> Breach:
    """The party in breach answers the notice, once.

    Recorded as `breach:answered`.
    """
    breach = locked(breach, expected_version=expected_version)
    require_party(breach, actor)
    if breach.status != Breach.Status.NOTICED:
        raise NotReady(
            "BREACH-ANSWER", _("There is no notice to answer, or it was answered already.")
        )
    breach.status, breach.response = Breach.Status.ANSWERED, response
    breach.responded_by, breach.responded_at = actor, timezone.now()
    breach.version += 1
    breach.save()
    record("breach:answered", breach, actor=actor, data={"response": response})
    announce(breach.project_id)
    return breach


def require_party(breach: Breach, actor: User) -> None:
    """Refuse everybody but the people of the party in breach."""
    mandate = access.require(actor, Right.RESPOND, breach)
    if mandate.organisation_id != breach.obligation.party_id:
        raise NotAllowed(
            "INV-3",
            _("Only the party that owes the obligation answers."),
            helper=breach.obligation.party.label,
        )
