"""Accept an invitation, as somebody who is already here or as a newcomer."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import require_active, require_fitting
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from egov_outsource.accounts.separation import NOT_ONESELF, require_another
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady


@dataclass(frozen=True)
class Newcomer:
    """What a person without an account gives to get one."""

    name: str
    password: str
    language: str = "en"


@action
def accept_invitation(
    invitation: Invitation, *, actor: User, newcomer: Newcomer | None = None
) -> Membership:
    """Give the invited person the role.

    Whoever holds the link may: signed in with the invited address, or as a `newcomer` (then the
    platform is the actor) whose account is made with that address, verified because the link was
    sent there. The link works once. Recorded as `membership:started`, by the person themselves.
    """
    organisation = Organisation.objects.select_for_update().get(pk=invitation.organisation_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    require_open(invitation)
    require_active(organisation)
    require_fitting(invitation.role, organisation)
    user = actor if newcomer is None else _settle(invitation, newcomer)
    require_addressee(invitation, user)
    others = Membership.objects.administrators().filter(organisation=organisation)
    if invitation.role != Membership.Role.ADMINISTRATOR and others.exclude(user=user).exists():
        inviter = [invitation.invited_by_id]
        require_another(user, inviter, code="SOD-13", message=NOT_ONESELF)
    membership = _start(organisation, user, invitation.role)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    announce_memberships(organisation, membership)
    record(
        "membership:started",
        membership,
        actor=user,
        organisation=organisation,
        data={
            "role": membership.role,
            "invitation": invitation.pk,
            "new_person": newcomer is not None,
        },
        personal={"person": user.name, "email": user.email},
    )
    return membership


def require_open(invitation: Invitation) -> None:
    """Refuse a link that was used, withdrawn or has expired."""
    sentence = {
        "accepted": _("This invitation was already accepted."),
        "withdrawn": _("This invitation was withdrawn."),
        "expired": _("This invitation has expired."),
    }.get(invitation.state)
    if sentence:
        raise NotReady(
            f"INVITATION-{invitation.state.upper()}",
            sentence,
            helper=_("Ask the administrator who invited you for a new link."),
        )


def require_addressee(invitation: Invitation, user: User) -> None:
    """Refuse a link that was sent to somebody else."""
    if user.email != invitation.email.lower():
        raise NotAllowed(
            "INVITATION-FOR-SOMEBODY-ELSE",
            _("This invitation was sent to another e-mail address."),
            helper=_("Sign out and open the link again."),
        )


def _settle(invitation: Invitation, newcomer: Newcomer) -> User:
    email = invitation.email.lower()
    if User.objects.filter(email=email).exists():
        raise Conflict(
            "INVITATION-SIGN-IN-FIRST",
            _("There is already an account with this e-mail address."),
            helper=_("Sign in and open the link again."),
        )
    if not newcomer.name.strip():
        message = _("Enter your name.")
        raise Invalid("PERSON-NAME-MISSING", message, fields={"name": message})
    user = User(email=email, name=newcomer.name.strip(), language=newcomer.language)
    try:
        validate_password(newcomer.password, user)
    except ValidationError as error:
        weakness = " ".join(error.messages)
        raise Invalid("PERSON-PASSWORD", weakness, fields={"password": weakness}) from error
    user.set_password(newcomer.password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _start(organisation: Organisation, user: User, role: str) -> Membership:
    held = Membership.objects.in_force().filter(organisation=organisation, user=user, role=role)
    if held.exists():
        raise Conflict("INVITATION-ALREADY-MEMBER", _("You already have this role."))
    return Membership.objects.create(organisation=organisation, user=user, role=role)
