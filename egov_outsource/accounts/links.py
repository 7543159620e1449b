"""The signed link of an invitation: made once, sent by e-mail, never stored in the clear."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse

from egov_outsource.accounts.models import Invitation

_SALT = "accounts.invitation"


def new_secret() -> str:
    """The random part of a link."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What the database keeps of the random part."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sign(secret: str) -> str:
    """The token in the address of the link."""
    return signing.Signer(salt=_SALT).sign(secret)


def address(secret: str) -> str:
    """The whole link as the e-mail shows it."""
    path = reverse("invitation_accept", kwargs={"token": sign(secret)})
    return f"{settings.BASE_URL}{path}"


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link belongs to; None for one that was made up or altered."""
    try:
        secret = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(link_digest=digest(secret))
        .first()
    )
