"""Enter the first government organisation and invite its administrator."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.actions.invite_person import check_address, draw_up
from egov_outsource.accounts.actions.register_organisation import require_name
from egov_outsource.accounts.mail import post_invitation
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Conflict, NotAllowed


@action
def found_platform(name: str, *, actor: User, name_zh: str = "", email: str) -> Organisation:
    """Begin: an organisation at the head of a government tree, with its first administrator.

    Only the platform itself may, by the command `found`. Everybody after that is invited by
    somebody. Recorded as `organisation:founded`.
    """
    if actor.kind != User.Kind.SYSTEM:
        raise NotAllowed(
            "ORGANISATION-FOUNDING",
            _("Only the operator of the platform can begin a government tree."),
            helper=_("Use the command: manage.py found."),
        )
    email = email.strip().lower()
    check_address(email)
    name = require_name(name)
    if Organisation.objects.filter(kind=Organisation.Kind.GOVERNMENT, name=name).exists():
        raise Conflict("ORGANISATION-EXISTS", _("There is already an organisation of this name."))
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.GOVERNMENT, name=name, name_zh=name_zh.strip()
    )
    role = Membership.Role.ADMINISTRATOR
    post_invitation(*draw_up(organisation, actor=actor, email=email, role=role))
    record("organisation:founded", organisation, actor=actor, personal={"administrator": email})
    return organisation
