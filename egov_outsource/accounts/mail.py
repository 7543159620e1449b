"""Letters that accounts send."""

from django.conf import settings

from egov_outsource.accounts import links
from egov_outsource.accounts.models import Delegation, Invitation, Membership, User
from egov_outsource.letters import post


def post_invitation(invitation: Invitation, secret: str) -> None:
    """Send the link once the invitation is committed.

    Without a mail server the invitation stays in the list, where the administrator can send it
    again.
    """
    facts = {"invitation": invitation, "link": links.address(secret)}
    post("accounts/mail/invitation", invitation.email, invitation.language, facts)


def post_delegation(delegation: Delegation) -> None:
    """Tell who stands in, and the leaders of the organisation, once it is committed."""
    link = f"{settings.BASE_URL}{delegation.get_absolute_url()}"
    for person in _concerned(delegation):
        facts = {"delegation": delegation, "link": link}
        post("accounts/mail/delegation", person.email, person.language, facts)


def _concerned(delegation: Delegation) -> list[User]:
    """The delegate and the leaders; where nobody leads, the administrators."""
    serving = Membership.objects.in_force().filter(organisation=delegation.organisation)
    for role in (Membership.Role.LEADER, Membership.Role.ADMINISTRATOR):
        heads = User.objects.filter(pk__in=serving.filter(role=role).values("user"))
        if heads.exists():
            break
    others = heads.exclude(pk__in=[delegation.delegator_id, delegation.delegate_id])
    return [delegation.delegate, *others.order_by("pk")]
