"""Invite a person to act for an organisation."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts import links
from egov_outsource.accounts.administration import (
    require_active,
    require_administrator,
    require_fitting,
    require_visible,
    stands_in,
)
from egov_outsource.accounts.mail import post_invitation
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from egov_outsource.errors import Conflict, Invalid


@action
def invite_person(
    organisation: Organisation, *, actor: User, email: str, role: str, language: str = ""
) -> Invitation:
    """Invite the owner of `email` to take `role`.

    An administrator of the organisation may; while it has none, an administrator of the authority
    above it or of the one that registered it may invite the first. Sends a link that works once
    and expires. Recorded as `invitation:sent`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require_visible(actor, organisation)
    if not (role == Membership.Role.ADMINISTRATOR and stands_in(actor, organisation)):
        require_administrator(actor, organisation)
    require_active(organisation)
    require_fitting(role, organisation)
    email = email.strip().lower()
    _require_possible(organisation, email, role)
    invitation, secret = draw_up(organisation, actor=actor, email=email, role=role)
    if language:
        invitation.language = language
        invitation.save(update_fields=["language"])
    post_invitation(invitation, secret)
    record(
        "invitation:sent",
        invitation,
        actor=actor,
        data={"role": role, "expires_at": invitation.expires_at},
        personal={"email": email},
    )
    return invitation


def draw_up(
    organisation: Organisation, *, actor: User, email: str, role: str
) -> tuple[Invitation, str]:
    """An invitation and the secret of its link, which is kept nowhere."""
    secret = links.new_secret()
    now = timezone.now()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        language=get_language() or settings.LANGUAGE_CODE,
        link_digest=links.digest(secret),
        invited_by=actor,
        invited_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    return invitation, secret


def check_address(email: str) -> None:
    """Refuse what is no e-mail address."""
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("Enter an e-mail address such as name@agency.example.")
        raise Invalid("INVITATION-ADDRESS", message, fields={"email": message}) from error


def _require_possible(organisation: Organisation, email: str, role: str) -> None:
    check_address(email)
    if (
        Membership.objects.in_force()
        .filter(organisation=organisation, role=role, user__email=email)
        .exists()
    ):
        message = _("This person already has this role.")
        raise Conflict("INVITATION-ALREADY-MEMBER", message, fields={"email": message})
    if organisation.invitations.unanswered().filter(email=email, role=role).exists():
        message = _("This person is already invited to this role.")
        raise Conflict(
            "INVITATION-ALREADY-INVITED",
            message,
            helper=_("Withdraw the old invitation to send a new link."),
            fields={"email": message},
        )
