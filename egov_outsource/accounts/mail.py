"""Letters that accounts send."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from egov_outsource.accounts import links
from egov_outsource.accounts.models import Invitation


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
