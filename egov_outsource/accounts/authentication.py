"""Signing in to the API with a token, and what a token may be used for."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from egov_outsource.accounts import scopes
from egov_outsource.accounts.models import ApiToken, User
from egov_outsource.wall.eyes import recognise

_PARTS = 2
_SEEN_EVERY = timedelta(minutes=5)


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>` of a service account."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The service's user and its token; None when no token was sent."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword.lower().encode():
            return None
        if len(parts) != _PARTS:
            raise AuthenticationFailed(
                _("Send one token after the word Bearer."), "TOKEN-MALFORMED"
            )
        token = _usable(parts[1].decode("latin-1"))
        _note_use(token)
        recognise(token.account.user)
        return token.account.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 answer asks for."""
        return 'Bearer realm="api"'


class WithinTokenScopes(BasePermission):
    """A token reads, writes and reaches areas only as its scopes say; sessions are not bound."""

    message = _("The scopes of this token do not cover this request.")
    code = "TOKEN-SCOPE"

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token, if there is one, covers the request."""
        if not isinstance(request.auth, ApiToken):
            return True
        return scopes.allows(
            request.auth.scopes,
            resource=_resource(request.path),
            reads=request.method in SAFE_METHODS,
        )


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """An OpenAPI security scheme."""
        return {"type": "http", "scheme": "bearer"}


def _usable(secret: str) -> ApiToken:
    prefix = secret.partition(".")[0]
    known = ApiToken.objects.select_related("account__user", "account__organisation")
    # a prefix is letters and digits; the database would choke on some other characters
    token: ApiToken | None = known.filter(prefix=prefix).first() if prefix.isalnum() else None
    # one answer for unknown and wrong, so that prefixes cannot be tried out
    if token is None or not token.is_valid(secret):
        raise AuthenticationFailed(_("This token is not known."), "TOKEN-UNKNOWN")
    if token.revoked or token.account.closed_at:
        raise AuthenticationFailed(_("This token was revoked."), "TOKEN-REVOKED")
    if token.has_expired:
        raise AuthenticationFailed(_("This token has expired."), "TOKEN-EXPIRED")
    if not token.account.user.is_active or not token.account.organisation.is_active:
        raise AuthenticationFailed(_("The account of this token is closed."), "ACCOUNT-CLOSED")
    return token


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > _SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _resource(path: str) -> str:
    """The first segment after `/api/v1/`."""
    parts = path.strip("/").split("/")
    return parts[2] if len(parts) > _PARTS else ""
