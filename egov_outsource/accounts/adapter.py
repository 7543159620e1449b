"""How django-allauth behaves here: no open sign-up, secrets encrypted at rest."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from egov_outsource.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; programs and the platform never sign in by page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: whoever is invited gets the account by accepting the invitation."""
        return False

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: object) -> object:
        """Send away whoever is not a person."""
        if isinstance(user, User) and user.kind != User.Kind.PERSON:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets are readable only with the platform's secret key."""

    def encrypt(self, text: str) -> str:
        """The secret as the database keeps it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    secret = key.encode() if isinstance(key, str) else key
    return base64.urlsafe_b64encode(hashlib.sha256(b"second-factor:" + secret).digest())
