"""Letters that accounts send."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from egov_outsource.accounts import links
from egov_outsource.accounts.models import Delegation, Invitation, Membership, User


def post_invitation(invitation: Invitation, secret: str) -> None:
    """Send the link once the invitation is committed.

    A mail server that does not answer is logged and loses nothing: the invitation stays in the
    list, where the administrator can send it again.
    """
    transaction.on_commit(partial(_send_invitation, invitation, secret), robust=True)


def _send_invitation(invitation: Invitation, secret: str) -> None:
    with translation.override(invitation.language):
        facts = {"invitation": invitation, "link": links.address(secret)}
        subject = render_to_string("accounts/mail/invitation_subject.txt", facts)
        body = render_to_string("accounts/mail/invitation.txt", facts)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [invitation.email])


def post_delegation(delegation: Delegation) -> None:
    """Tell who stands in, and the leaders of the organisation, once it is committed."""
    for person in _concerned(delegation):
        transaction.on_commit(partial(_send_delegation, delegation, person), robust=True)


def _concerned(delegation: Delegation) -> list[User]:
    """The delegate and the leaders; where nobody leads, the administrators."""
    serving = Membership.objects.in_force().filter(organisation=delegation.organisation)
    for role in (Membership.Role.LEADER, Membership.Role.ADMINISTRATOR):
        heads = User.objects.filter(pk__in=serving.filter(role=role).values("user"))
        if heads.exists():
            break
    others = heads.exclude(pk__in=[delegation.delegator_id, delegation.delegate_id])
    return [delegation.delegate, *others.order_by("pk")]


def _send_delegation(delegation: Delegation, person: User) -> None:
    with translation.override(person.language):
        facts = {
            "delegation": delegation,
            "link": f"{settings.BASE_URL}{delegation.get_absolute_url()}",
        }
        subject = render_to_string("accounts/mail/delegation_subject.txt", facts)
        body = render_to_string("accounts/mail/delegation.txt", facts)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])
