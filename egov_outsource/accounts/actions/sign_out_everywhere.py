"""End all of one's sessions, on every device."""

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed


@action
def sign_out_everywhere(user: User, *, actor: User) -> int:
    """The number of sessions that ended, the one that asked included.

    Only the person themselves may. Recorded as `person:signed_out_everywhere`.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if actor.pk != user.pk:
        raise NotAllowed("PERSON-OWN-ONLY", _("Everybody ends only their own sessions."))
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    record("person:signed_out_everywhere", user, actor=actor, data={"sessions": len(sessions)})
    return len(sessions)
