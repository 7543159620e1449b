"""What happens at sign-in and with the means of signing in, written down.

These are announcements of the sign-in library, not of models.
"""

from typing import Any

from allauth.account.signals import (
    email_changed,
    password_changed,
    password_reset,
    user_logged_in,
    user_logged_out,
)
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.dispatch import receiver

from audit.log.record import record
from egov_outsource.accounts.models import User


def _note(event: str, user: Any, *, actor: User | None = None, **data: Any) -> None:
    if isinstance(user, User):
        with transaction.atomic():
            record(event, user, actor=actor or user, data=data)


@receiver(user_logged_in)
def note_sign_in(user: Any, **kwargs: Any) -> None:
    """Somebody signed in."""
    _note("person:signed_in", user)


@receiver(user_logged_out)
def note_sign_out(user: Any = None, **kwargs: Any) -> None:
    """Somebody signed out."""
    _note("person:signed_out", user)


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], **kwargs: Any) -> None:
    """A wrong password for an account that exists; what was typed is not kept."""
    known = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    if known is not None:
        _note("person:sign_in_failed", known, actor=User.objects.system())


@receiver(password_changed)
@receiver(password_reset)
def note_password(user: Any, **kwargs: Any) -> None:
    """Another password."""
    _note("person:password_changed", user)


@receiver(email_changed)
def note_email(user: Any, **kwargs: Any) -> None:
    """Another e-mail address; the address itself is personal and stays out."""
    _note("person:email_changed", user)


@receiver(authenticator_added)
def note_factor_added(user: Any, authenticator: Any, **kwargs: Any) -> None:
    """A second factor or passkey more."""
    _note("person:factor_added", user, type=authenticator.type)


@receiver(authenticator_removed)
def note_factor_removed(user: Any, authenticator: Any, **kwargs: Any) -> None:
    """A second factor or passkey less."""
    _note("person:factor_removed", user, type=authenticator.type)
